using Vemap.Application.Features.Users;
using Vemap.Domain.Users;
using Vemap.Integration.Mailings;

namespace Vemap.Integration.Users;

/// <summary>Mails about accounts that cannot be put on the mail queue.</summary>
[Collection("mailings")]
public sealed class PostponeAccountMailTests(MailingFixture fixture) : IAsyncLifetime
{
    private World world = null!;

    public async Task InitializeAsync()
    {
        await fixture.ClearAsync();
        world = await World.CreateAsync(fixture.Host);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_letter_that_cannot_be_read_holds_up_no_other_mail_of_its_environment_and_is_a_dead_letter_in_the_end()
    {
        var (broken, good) = (await SendAsync("x@people.vemap.test"), await SendAsync($"ada.{Guid.NewGuid():N}@people.vemap.test"));
        await fixture.RunAsync($"delete from queue.messages; update account_mails set letter = 'not a letter' where id = '{broken}'");
        await LaterAsync();

        Assert.Equal(1, await fixture.ScalarAsync<long>($"select count(*) from queue.messages where queue = 'mail' and group_key = '{good}'"));
        Assert.Equal("1/alive/The payload cannot be read at $.", await StandsAsync(broken));
        for (var failure = 2; failure <= AccountMail.MostFailures; failure++) await LaterAsync();
        Assert.Equal("5/dead/The payload cannot be read at $.", await StandsAsync(broken));
        await LaterAsync();
        Assert.Equal("5/dead/The payload cannot be read at $.", await StandsAsync(broken));
    }

    [Fact]
    public async Task A_mail_that_is_not_due_is_not_put_off()
    {
        var mail = await SendAsync("x@people.vemap.test");

        await fixture.SendAsync(world.Environment, new PostponeAccountMail(new(mail), "reason"));

        Assert.Equal("0/alive", await StandsAsync(mail));
    }

    private async Task<Guid> SendAsync(string address)
    {
        var id = Vemap.Domain.Common.Id<AccountMailAsked>.New().Value;
        await fixture.SendAsync(world.Environment, new SendAccountMail(new AccountMailAsked(id, AccountMailKind.Invitation, address, "Ada", "en", "the-token", "Hoogbrug", fixture.Now.AddDays(7))));
        return id;
    }

    private async Task LaterAsync()
    {
        fixture.Advance(AccountMail.LostAfter);
        await fixture.RetryAccountMailsAsync();
    }

    private Task<string> StandsAsync(Guid mail) =>
        fixture.ScalarAsync<string>($"select concat_ws('/', failures, case when dead_at is null then 'alive' else 'dead' end, reason) from account_mails where id = '{mail}'");
}
