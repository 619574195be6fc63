using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Vemap.Application.Common.Ports;
using Vemap.Domain.Users;

namespace Vemap.Integration.Users;

public sealed class InviteAdminTests : ApiTest
{
    [Fact]
    public async Task Somebody_new_comes_in_by_the_link_in_the_mail_and_runs_the_platform()
    {
        var email = Email();
        using var made = await InviteAsync(new { email = email.ToUpperInvariant(), fullName = "Bo de Beer", language = "en", company = "VEMAP", phone = "+31 20 555 01 23" });

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var (user, etag) = await World.Admin.GetAsync(made.Headers.Location).TaggedAsync();
        Assert.Equal("\"v1\"", etag);
        Assert.Equal(
            (email, "Bo de Beer", "invited", true, "VEMAP"),
            (user.GetProperty("email").GetString(), user.GetProperty("fullName").GetString(), user.GetProperty("status").GetString(), user.GetProperty("isAdmin").GetBoolean(), user.GetProperty("company").GetString()));
        await RunsThePlatformAsync(await Person.TokenAsync(World.Host.Database, email));
        var me = await World.Admin.GetAsync("/v1/me").BodyAsync();
        var log = await World.Admin.GetAsync($"/v1/audit-entries?action=InviteAdmin&objectId={user.Id()}&actorId={me.Id()}").BodyAsync();
        Assert.Equal("User", Assert.Single(log.GetProperty("items").EnumerateArray()).GetProperty("objectKind").GetString());
    }

    [Fact]
    public async Task Whoever_has_not_come_in_yet_is_invited_again_and_the_earlier_link_is_void()
    {
        var email = Email();
        var first = await InviteAsync(new { email, fullName = "Bo" }).BodyAsync(HttpStatusCode.Created);
        var lost = await Person.TokenAsync(World.Host.Database, email);

        var second = await InviteAsync(new { email, fullName = "Bo" }).BodyAsync(HttpStatusCode.Created);

        Assert.Equal(first.Id(), second.Id());
        await AnswerAsync(lost).RefusedAsync(HttpStatusCode.Gone, "auth.token-spent");
        await RunsThePlatformAsync(await Person.TokenAsync(World.Host.Database, email));
    }

    [Fact]
    public async Task Whoever_has_an_account_is_Admin_at_once_and_is_told_so()
    {
        var person = await Person.JoinAsync(World);
        await person.Client.GetAsync("/v1/client-environments").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");

        await InviteAsync(new { email = person.Email, fullName = "Another Name" }).BodyAsync(HttpStatusCode.Created);

        await person.Client.GetAsync("/v1/client-environments").BodyAsync();
        Assert.Equal("New Person", (await World.Admin.GetAsync($"/v1/users/{person.UserId}").BodyAsync()).GetProperty("fullName").GetString());
        Assert.Equal(1, await ToldAsync(person.Email));
        await InviteAsync(new { email = person.Email, fullName = "X" }).RefusedAsync(HttpStatusCode.Conflict, "users.already-admin");
    }

    [Fact]
    public async Task A_disabled_user_is_not_invited()
    {
        var person = await Person.JoinAsync(World);
        await World.Admin.ActAsync(HttpMethod.Post, $"/v1/users/{person.UserId}/disablements", await World.Admin.ETagAsync($"/v1/users/{person.UserId}")).BodyAsync();

        await InviteAsync(new { email = person.Email, fullName = "X" }).RefusedAsync(HttpStatusCode.Conflict, "users.disabled");
    }

    [Fact]
    public async Task The_fields_are_checked_and_only_an_Admin_may()
    {
        await InviteAsync(new { email = "no address", fullName = "", language = "de" }).InvalidAsync(("/email", "mail-address"), ("/fullName", "not-empty"), ("/language", "unknown-language"));
        await InviteAsync("{}").InvalidAsync(("/email", "missing"), ("/fullName", "missing"));
        await Organisation.PostAsync("/v1/users", new { email = Email(), fullName = "X" }).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await World.Stranger.PostAsync("/v1/users", new { email = Email(), fullName = "X" }).RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
    }

    private Task<HttpResponseMessage> InviteAsync(object body) => World.Admin.PostAsync("/v1/users", body);

    private Task<HttpResponseMessage> AnswerAsync(string token) =>
        World.Stranger.PostAsync("/v1/auth/challenges", new { kind = "new-password", token, newPassword = Person.Password });

    private async Task RunsThePlatformAsync(string token)
    {
        var answer = await AnswerAsync(token).BodyAsync();
        await Person.With(World.Host, answer.GetProperty("tokens").GetProperty("accessToken").GetString()!).GetAsync("/v1/client-environments").BodyAsync();
    }

    private string Email() => $"{UserId.New()}@people.vemap.test";

    // Still among the events or, when some test's relay was faster, on the queue.
    private static async Task<long> ToldAsync(string email)
    {
        const string Count = """
            select count(*) from (
              select from domain_events where name = 'account-mail-asked' and payload->>'address' = $1 and payload->>'kind' = 'made-admin'
              union all
              select from queue.messages where queue = 'mail' and payload::jsonb->>'address' = $1 and payload::jsonb->'values'->>'environment' = 'VEMAP' and payload::jsonb->'values'->>'link' like '%/') told
            """;
        await using var connection = new NpgsqlConnection((await TestDatabase.Shared).As("superuser"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Count, connection) { Parameters = { new() { Value = email } } };
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
