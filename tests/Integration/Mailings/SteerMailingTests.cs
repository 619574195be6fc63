using System.Net;
using Vemap.Domain.ClientEnvironments;
using Vemap.Domain.Mailings;
using Vemap.Integration.Common;

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

public sealed class PauseMailingTests(MailingFixture fixture) : MailingTest(fixture)
{
    [Fact]
    public async Task Who_has_not_had_their_turn_waits_and_it_shows_who_may_resume()
    {
        var mailing = await SentAsync(await StakeholderAsync(), await StakeholderAsync());
        Fixture.Advance(Mailing.UndoTime);
        // One of the two has gone when it is paused.
        await Fixture.RunAsync("update outbox set due_at = due_at + interval '1 hour' where id = (select id from outbox where kind = 'mail' limit 1)");
        await Fixture.RelayAsync();
        await RefreshAsync(mailing);

        await mailing.TakeAsync(Manager, "pauses", new { reason = "Kaart klopt niet" });
        Fixture.Advance(TimeSpan.FromHours(1));
        await Fixture.RelayAsync();

        Assert.Single(await Fixture.TakeMailsAsync());
        var pause = (await GetAsync(mailing)).GetProperty("pause");
        Assert.Equal(("person", "Kaart klopt niet"), (pause.GetProperty("cause").GetString(), pause.GetProperty("reason").GetString()));
        Assert.Equal(["organisation", "manager"], pause.GetProperty("resumedBy").EnumerateArray().Select(role => role.GetString()!));
        Assert.Equal(new Dictionary<string, int> { ["queued"] = 1, ["sending"] = 1 }, await CountsAsync(mailing));
    }

    [Fact]
    public async Task A_draft_is_not_being_sent() =>
        await (await DraftAsync(Body())).TryAsync(Manager, "pauses", new { }).RefusedAsync(HttpStatusCode.Conflict, "mailings.not-sending");

    [Fact]
    public async Task A_stakeholder_may_not_and_anothers_is_not_there()
    {
        var (mailing, _) = await UnderWayAsync(await StakeholderAsync());
        var other = await World.CreateAsync(World.Host);

        await mailing.TryAsync(World.Stakeholder, "pauses", new { }).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.PostAsync(other.Path($"mailings/{mailing.Id}/pauses"), new { }, mailing.ETag).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await mailing.TryAsync(Manager, "pauses", new { reason = new string('x', 501) }).InvalidAsync(("/reason", "maximum-length"));
    }
}

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

public sealed class CancelMailingTests(MailingFixture fixture) : MailingTest(fixture)
{
    [Fact]
    public async Task Undone_within_thirty_seconds_nobody_gets_anything()
    {
        var mailing = await SentAsync(await StakeholderAsync());
        await mailing.TakeAsync(Manager, "cancellations");

        Fixture.Advance(TimeSpan.FromMinutes(5));
        await Fixture.RelayAsync();

        Assert.Empty(await Fixture.TakeMailsAsync());
        Assert.Equal(new Dictionary<string, int> { ["cancelled"] = 1 }, await CountsAsync(mailing));
    }

    [Fact]
    public async Task What_is_on_its_way_arrives_and_what_waits_to_be_tried_again_is_given_up()
    {
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync(), await StakeholderAsync());
        await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Deferred));
        await mailing.TakeAsync(Manager, "cancellations");

        Fixture.Advance(TimeSpan.FromMinutes(5));
        await Fixture.RelayAsync();
        await Fixture.TellAsync(Event(mails[1], DeliveryEventKind.Accepted), Event(mails[1], DeliveryEventKind.Delivered));

        Assert.Empty(await Fixture.TakeMailsAsync());
        Assert.Equal(("technical-failure", "delivered"), (await StatusAsync(mails[0], mailing), await StatusAsync(mails[1], mailing)));
    }

    [Fact]
    public async Task Twice_is_refused_and_so_are_others()
    {
        var mailing = await DraftAsync(Body());
        var other = await World.CreateAsync(World.Host);
        await mailing.TryAsync(World.Stakeholder, "cancellations").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.ActAsync(HttpMethod.Post, other.Path($"mailings/{mailing.Id}/cancellations"), mailing.ETag).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await mailing.TakeAsync(Manager, "cancellations");

        await mailing.TryAsync(Manager, "cancellations").RefusedAsync(HttpStatusCode.Conflict, "mailings.already-ended");
    }
}

public sealed class ResendMailingTests(MailingFixture fixture) : MailingTest(fixture)
{
    [Fact]
    public async Task Whom_it_did_not_reach_are_mailed_again_at_the_address_that_is_right_now()
    {
        var wrong = await StakeholderAsync("fout@example.test", fallback: "goed@example.test");
        var (mailing, mails) = await UnderWayAsync(wrong, await StakeholderAsync());
        var failed = mails.Single(mail => mail.Address == "fout@example.test");
        await Fixture.TellAsync(Event(failed, DeliveryEventKind.Bounced), Event(mails.Single(mail => mail != failed), DeliveryEventKind.Delivered));
        await RefreshAsync(mailing);

        using var answer = await mailing.TryAsync(Manager, "resends");
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var (resend, etag) = await Manager.GetAsync(answer.Headers.Location).TaggedAsync();
        Assert.Equal(mailing.Id, resend.GetProperty("resendOf").GetString());
        Assert.Equal([wrong], resend.GetProperty("stakeholders").EnumerateArray().Select(id => id.GetString()!));

        await Manager.PostAsync(Mailings($"/{resend.Id()}/sendings"), new { }, etag).BodyAsync(HttpStatusCode.Accepted);
        Fixture.Advance(Mailing.UndoTime);
        await Fixture.RelayAsync();
        Assert.Equal("goed@example.test", Assert.Single(await Fixture.TakeMailsAsync()).Address);
    }

    [Fact]
    public async Task Where_nobody_failed_there_is_nothing_to_send_again()
    {
        var (mailing, _) = await UnderWayAsync(await StakeholderAsync());
        var other = await World.CreateAsync(World.Host);

        await mailing.TryAsync(Manager, "resends").RefusedAsync(HttpStatusCode.Conflict, "mailings.nothing-failed");
        await mailing.TryAsync(World.Stakeholder, "resends").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.ActAsync(HttpMethod.Post, other.Path($"mailings/{mailing.Id}/resends"), mailing.ETag).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }
}
