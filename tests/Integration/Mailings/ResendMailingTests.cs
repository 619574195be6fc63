using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;

namespace Vemap.Integration.Mailings;

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
        Assert.Equal(mailing.Id, resend.GetProperty("resendOfId").GetString());
        Assert.Equal([wrong], resend.GetProperty("stakeholderIds").EnumerateArray().Select(id => id.GetString()!));

        await Manager.PostAsync(Mailings($"/{resend.Id()}/sendings"), new { }, etag).BodyAsync(HttpStatusCode.Accepted);
        Fixture.Advance(Mailing.UndoTime);
        await Fixture.RelayAsync();
        Assert.Equal("goed@example.test", Assert.Single(await Fixture.TakeMailsAsync()).Address);
    }

    [Fact]
    public async Task Two_clicks_make_one_draft()
    {
        var mailing = await FailedAsync(await StakeholderAsync());
        await mailing.TakeAsync(Manager, "resends");

        await mailing.TryAsync(Manager, "resends").RefusedAsync(HttpStatusCode.Conflict, "mailings.nothing-failed");
    }

    [Fact]
    public async Task Whom_a_resend_reached_or_is_reaching_stands_in_no_second_one()
    {
        var (reached, open, missed) = (await StakeholderAsync(), await StakeholderAsync(), await StakeholderAsync());
        var mailing = await FailedAsync(reached, open, missed);
        var again = await ResentAsync(mailing);
        var mails = (await Fixture.TakeMailsAsync()).ToDictionary(mail => mail.Recipient.ToString());
        var recipients = (await RecipientsAsync(again)).ToDictionary(recipient => recipient.GetProperty("stakeholderId").GetString()!, recipient => mails[recipient.Id()]);
        await Fixture.TellAsync(Event(recipients[reached], DeliveryEventKind.Delivered), Event(recipients[open], DeliveryEventKind.Accepted), Event(recipients[missed], DeliveryEventKind.Refused));

        var second = await mailing.TakeAsync(Manager, "resends");
        Assert.Equal([missed], await StakeholdersAsync(second.Id()));
    }

    [Fact]
    public async Task Whom_a_resend_of_a_resend_reached_stands_in_no_further_one()
    {
        var mailing = await FailedAsync(await StakeholderAsync());
        var again = await ResentAsync(mailing);
        await Fixture.TellAsync(Event((await Fixture.TakeMailsAsync())[0], DeliveryEventKind.Refused));
        await RefreshAsync(again);
        await ResentAsync(again);
        await Fixture.TellAsync(Event((await Fixture.TakeMailsAsync())[0], DeliveryEventKind.Delivered));

        await mailing.TryAsync(Manager, "resends").RefusedAsync(HttpStatusCode.Conflict, "mailings.nothing-failed");
        await again.TryAsync(Manager, "resends").RefusedAsync(HttpStatusCode.Conflict, "mailings.nothing-failed");
    }

    [Fact]
    public async Task Whom_the_provider_is_still_trying_to_reach_waits_until_it_has_given_up()
    {
        var (tried, failed) = (await StakeholderAsync("traag@example.test"), await StakeholderAsync());
        var (mailing, mails) = await UnderWayAsync(tried, failed);
        await Fixture.TellAsync([.. mails.Select(mail => Event(mail, mail.Address == "traag@example.test" ? DeliveryEventKind.Delayed : DeliveryEventKind.Refused))]);
        await RefreshAsync(mailing);

        Assert.Equal([failed], await StakeholdersAsync((await mailing.TakeAsync(Manager, "resends")).Id()));
        await Fixture.RunAsync($"update recipients set first_attempt_at = first_attempt_at - interval '73 hours' where mailing_id = '{mailing.Id}'");
        Assert.Equal([tried], await StakeholdersAsync((await mailing.TakeAsync(Manager, "resends")).Id()));
    }

    [Fact]
    public async Task What_was_undone_can_be_sent_after_all()
    {
        var stakeholder = await StakeholderAsync();
        var mailing = await SentAsync(stakeholder);
        await mailing.TakeAsync(Manager, "cancellations");

        Assert.Equal([stakeholder], await StakeholdersAsync((await mailing.TakeAsync(Manager, "resends")).Id()));
    }

    [Fact]
    public async Task While_it_is_under_way_it_is_refused()
    {
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync(), await StakeholderAsync());
        await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Refused));

        await mailing.TryAsync(Manager, "resends").RefusedAsync(HttpStatusCode.Conflict, "mailings.not-settled");
    }

    [Fact]
    public async Task Whoever_has_left_the_register_is_left_out_and_the_draft_can_be_changed()
    {
        var (stays, goes) = (await StakeholderAsync(), await StakeholderAsync());
        var mailing = await FailedAsync(stays, goes);
        await Fixture.RunAsync($"delete from stakeholders where id = '{goes}'");

        var made = await mailing.TakeAsync(Manager, "resends");
        Assert.Equal(1, made.GetProperty("recipientCount").GetInt32());
        Assert.Equal([stays], await StakeholdersAsync(made.Id()));
        var body = Body(stays);
        body.Remove("projectId");
        await Manager.PutAsync(Mailings($"/{made.Id()}"), body, "\"v1\"").BodyAsync();
    }

    [Fact]
    public async Task Nothing_is_sent_again_for_an_archived_project()
    {
        var mailing = await FailedAsync(await StakeholderAsync());
        await ArchiveAsync();

        await mailing.TryAsync(Manager, "resends").RefusedAsync(HttpStatusCode.Conflict, "projects.archived");
    }

    [Fact]
    public async Task Where_nobody_failed_there_is_nothing_to_send_again()
    {
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync());
        await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Delivered));
        await RefreshAsync(mailing);
        var other = await World.CreateAsync(World.Host);

        await mailing.TryAsync(Manager, "resends").RefusedAsync(HttpStatusCode.Conflict, "mailings.nothing-failed");
        await mailing.TryAsync(World.Stakeholder, "resends").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.ActAsync(HttpMethod.Post, other.Path($"mailings/{mailing.Id}/resends"), mailing.ETag).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    private async Task<Drafted> FailedAsync(params string[] stakeholders)
    {
        var (mailing, mails) = await UnderWayAsync(stakeholders);
        await Fixture.TellAsync([.. mails.Select(mail => Event(mail, DeliveryEventKind.Refused))]);
        await RefreshAsync(mailing);
        return mailing;
    }

    /// <summary>The resend of a mailing, with its mails on the queue.</summary>
    private async Task<Drafted> ResentAsync(Drafted mailing)
    {
        var made = await mailing.TakeAsync(Manager, "resends");
        var again = new Drafted(Mailings($"/{made.Id()}"), made.Id(), "\"v1\"");
        await again.TakeAsync(Manager, "sendings", new { });
        Fixture.Advance(Mailing.UndoTime);
        await Fixture.RelayAsync();
        return again;
    }

    private async Task<IEnumerable<string>> StakeholdersAsync(string mailing) =>
        (await Manager.GetAsync(Mailings($"/{mailing}")).BodyAsync()).GetProperty("stakeholderIds").EnumerateArray().Select(id => id.GetString()!);
}
