using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Application.Features.Users;
using Vemap.Domain.Users;

namespace Vemap.Integration.Users;

public sealed class SendAccountMailTests : ApiTest
{
    [Theory]
    [InlineData(AccountMailKind.Invitation, "nl", "/invitation#the-token")]
    [InlineData(AccountMailKind.Invitation, "en", "/invitation#the-token")]
    [InlineData(AccountMailKind.AddedToEnvironment, "nl", "/")]
    [InlineData(AccountMailKind.AddedToEnvironment, "en", "/")]
    [InlineData(AccountMailKind.AdminInvitation, "nl", "/invitation#the-token")]
    [InlineData(AccountMailKind.AdminInvitation, "en", "/invitation#the-token")]
    [InlineData(AccountMailKind.MadeAdmin, "nl", "/")]
    [InlineData(AccountMailKind.MadeAdmin, "en", "/")]
    [InlineData(AccountMailKind.PasswordReset, "nl", "/password-reset#the-token")]
    [InlineData(AccountMailKind.PasswordReset, "en", "/password-reset#the-token")]
    public async Task It_lies_on_the_mail_queue_once_with_its_link_and_its_content_in_the_store(AccountMailKind kind, string language, string link)
    {
        var id = Vemap.Domain.Common.Id<AccountMailAsked>.New().Value;
        var asked = new AccountMailAsked(id, kind, "ada@people.vemap.test", "Ada <b>Jansen</b>", language, "the-token", "Hoogbrug");

        await SendAsync(asked);
        await SendAsync(asked);

        var (count, key, sentLink) = await QueuedAsync(id);
        Assert.Equal(1, count);
        Assert.EndsWith(link, sentLink, StringComparison.Ordinal);
        var content = RenderedMessage.Parse(await World.Host.Services.GetRequiredService<IMessageStore>().GetAsync(key, CancellationToken.None));
        Assert.StartsWith(World.Environment.ToString(), key, StringComparison.Ordinal);
        Assert.DoesNotContain("the-token", content.Html + content.Text, StringComparison.Ordinal);
        Assert.Contains("((link))", content.Text, StringComparison.Ordinal);
    }

    private async Task SendAsync(AccountMailAsked asked)
    {
        await using var scope = World.Host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallContext>().ActAsSystem(World.Environment);
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new SendAccountMail(asked));
    }

    private static async Task<(long Count, string Key, string Link)> QueuedAsync(Guid recipient)
    {
        await using var connection = new NpgsqlConnection((await TestDatabase.Shared).As("superuser"));
        await connection.OpenAsync();
        const string Read = "select count(*) over (), payload::jsonb->>'contentKey', payload::jsonb->'values'->>'link' from queue.messages where queue = 'mail' and group_key = $1";
        await using var command = new NpgsqlCommand(Read, connection) { Parameters = { new() { Value = recipient.ToString() } } };
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        return (reader.GetInt64(0), reader.GetString(1), reader.GetString(2));
    }
}
