using Vemap.Domain.Deliveries;

namespace Vemap.Integration.Mailings;

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
        var recipient = Assert.Single(await RecipientsAsync(mailing)).Id();
        var timeline = (await Organisation.GetAsync($"{mailing.Path}/recipients/{recipient}").BodyAsync()).GetProperty("timeline");
        Assert.Equal("cancelled", Assert.Single(timeline.EnumerateArray()).GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_mail_on_its_way_arrives_and_a_deferred_recipient_ends_at_once()
    {
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync(), await StakeholderAsync());
        await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Deferred));
        await mailing.TakeAsync(Manager, "cancellations");
        Assert.Equal("technical-failure", await StatusAsync(mails[0], mailing));

        Fixture.Advance(TimeSpan.FromMinutes(5));
        await Fixture.RelayAsync();
        await Fixture.TellAsync(Event(mails[1], DeliveryEventKind.Accepted), Event(mails[1], DeliveryEventKind.Delivered));

        Assert.Empty(await Fixture.TakeMailsAsync());
        Assert.Equal(("technical-failure", "delivered"), (await StatusAsync(mails[0], mailing), await StatusAsync(mails[1], mailing)));
    }

    [Fact]
    public async Task A_mailing_whose_recipients_are_all_deferred_is_complete_when_it_is_cancelled()
    {
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync());
        await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Deferred));

        await mailing.TakeAsync(Manager, "cancellations");

        var read = await GetAsync(mailing);
        Assert.Equal("cancelled", read.GetProperty("status").GetString());
        Assert.NotNull(read.GetProperty("timelineHash").GetString());
        var timeline = (await Organisation.GetAsync($"{mailing.Path}/recipients/{mails[0].Recipient}").BodyAsync()).GetProperty("timeline");
        Assert.Contains("cancelled", timeline.EnumerateArray().Select(entry => entry.GetProperty("kind").GetString()));
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
