using Vemap.Domain.ClientEnvironments;
using Vemap.Domain.Mailings;

namespace Vemap.Integration.Mailings;

public sealed class ReleaseMailingTests(MailingFixture fixture) : MailingTest(fixture)
{
    [Fact]
    public async Task The_organisation_lets_it_go_and_then_it_goes()
    {
        var mailing = await WaitingAsync();
        Fixture.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, await Fixture.RelayAsync());

        Assert.Equal("scheduled", (await mailing.TakeAsync(Organisation, "releases")).GetProperty("status").GetString());

        Fixture.Advance(Mailing.UndoTime);
        Assert.Equal(2, await Fixture.RelayAsync());
    }

    [Fact]
    public async Task Only_the_organisation_may()
    {
        var mailing = await WaitingAsync();

        await mailing.TryAsync(Manager, "releases").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
    }

    [Fact]
    public async Task What_does_not_wait_is_refused() =>
        await (await DraftAsync(Body())).TryAsync(Organisation, "releases").RefusedAsync(HttpStatusCode.Conflict, "mailings.not-awaiting-release");

    [Fact]
    public async Task What_is_not_true_or_not_wanted_any_more_is_not_released()
    {
        var mailing = await WaitingAsync();
        await CancelClosureAsync();
        await mailing.TryAsync(Organisation, "releases").RefusedAsync(HttpStatusCode.Conflict, "mailings.closure-ended");
        await ArchiveAsync();
        await mailing.TryAsync(Organisation, "releases").RefusedAsync(HttpStatusCode.Conflict, "projects.archived");
    }

    [Fact]
    public async Task One_whose_closure_changed_while_it_waited_asks_at_once()
    {
        var mailing = await WaitingAsync();
        await Fixture.RunAsync($"update closures set content_version = content_version + 1 where id = '{Closure}'");

        Assert.Equal("paused", (await mailing.TakeAsync(Organisation, "releases")).GetProperty("status").GetString());
        Assert.Equal("closure-changed", (await GetAsync(mailing)).GetProperty("pause").GetProperty("cause").GetString());
        Fixture.Advance(Mailing.UndoTime);
        await Fixture.RelayAsync();
        Assert.Empty(await Fixture.TakeMailsAsync());

        Assert.Equal("scheduled", (await mailing.TakeAsync(Organisation, "resumptions")).GetProperty("status").GetString());
        await Fixture.RelayAsync();
        Assert.Equal(2, (await Fixture.TakeMailsAsync()).Count);
    }

    [Fact]
    public async Task What_has_expired_while_it_waited_is_refused()
    {
        await EnvironmentAsync(EnvironmentMode.Live, releaseAbove: 1);
        var body = Body(await StakeholderAsync(), await StakeholderAsync());
        body["expiresAt"] = Fixture.Now.AddHours(1).ToString("O");
        var mailing = await DraftAsync(body);
        await mailing.TakeAsync(Manager, "sendings", new { });
        Fixture.Advance(TimeSpan.FromHours(2));

        await mailing.TryAsync(Organisation, "releases").RefusedAsync(HttpStatusCode.Conflict, "mailings.expires-before-sending");
    }

    [Fact]
    public async Task Anothers_is_not_there()
    {
        var mailing = await WaitingAsync();
        var other = await World.CreateAsync(World.Host);

        await other.Organisation.ActAsync(HttpMethod.Post, other.Path($"mailings/{mailing.Id}/releases"), mailing.ETag).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    private async Task<Drafted> WaitingAsync()
    {
        await EnvironmentAsync(EnvironmentMode.Live, releaseAbove: 1);
        return await SentAsync(await StakeholderAsync(), await StakeholderAsync());
    }
}
