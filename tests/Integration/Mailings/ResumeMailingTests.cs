using Vemap.Domain.Deliveries;

namespace Vemap.Integration.Mailings;

public sealed class ResumeMailingTests(MailingFixture fixture) : MailingTest(fixture)
{
    [Fact]
    public async Task Everybody_who_waited_gets_their_turn_once()
    {
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync(), await StakeholderAsync());
        await Fixture.TellAsync([.. mails.Select(mail => Event(mail, DeliveryEventKind.Deferred))]);
        await mailing.TakeAsync(Manager, "pauses", new { });
        Fixture.Advance(TimeSpan.FromMinutes(10));
        await Fixture.RelayAsync();
        Assert.Empty(await Fixture.TakeMailsAsync());

        await mailing.TakeAsync(Manager, "resumptions");
        await Fixture.RelayAsync();

        Assert.Equal([2, 2], (await Fixture.TakeMailsAsync()).Select(mail => mail.Attempt));
    }

    [Fact]
    public async Task Who_still_has_a_turn_gets_no_second_one()
    {
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync());
        await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Deferred));
        await mailing.TakeAsync(Manager, "pauses", new { });
        await mailing.TakeAsync(Manager, "resumptions");

        Assert.Equal(1, await Fixture.ScalarAsync<long>($"select count(*) from scheduled_mails where recipient_id = '{mails[0].Recipient}'"));
    }

    [Fact]
    public async Task What_the_bounce_guard_holds_only_the_organisation_lets_go_on()
    {
        var (mailing, _) = await UnderWayAsync(await StakeholderAsync());
        await Fixture.RunAsync($"update mailings set status = 'paused', pause_cause = 'bounce-guard' where id = '{mailing.Id}'");

        await mailing.TryAsync(Manager, "resumptions").RefusedAsync(HttpStatusCode.Forbidden, "mailings.held-by-guard");
        await mailing.TakeAsync(Organisation, "resumptions");
    }

    [Fact]
    public async Task What_is_not_paused_is_refused_and_a_stakeholder_may_not()
    {
        var (mailing, _) = await UnderWayAsync(await StakeholderAsync());
        var other = await World.CreateAsync(World.Host);

        await mailing.TryAsync(Manager, "resumptions").RefusedAsync(HttpStatusCode.Conflict, "mailings.not-paused");
        await mailing.TryAsync(World.Stakeholder, "resumptions").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.ActAsync(HttpMethod.Post, other.Path($"mailings/{mailing.Id}/resumptions"), mailing.ETag).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }
}
