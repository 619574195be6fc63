namespace Vemap.Integration.Mailings;

public sealed class GetMailingTests(MailingFixture fixture) : MailingTest(fixture)
{
    [Fact]
    public async Task It_counts_recipients_by_state()
    {
        var mailing = await SentAsync(await StakeholderAsync(), await StakeholderAsync());

        Assert.Equal(new Dictionary<string, int> { ["queued"] = 2 }, await CountsAsync(mailing));
    }

    [Fact]
    public async Task Who_complains_has_been_reached()
    {
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync(), await StakeholderAsync());
        await Fixture.TellAsync(Event(mails[0], Domain.Deliveries.DeliveryEventKind.Delivered), Event(mails[1], Domain.Deliveries.DeliveryEventKind.Complained));

        Assert.Equal(2, (await GetAsync(mailing)).GetProperty("reachedCount").GetInt32());
    }

    [Fact]
    public async Task Anothers_is_not_there_and_a_stakeholder_may_not()
    {
        var mailing = await DraftAsync(Body());
        var other = await World.CreateAsync(World.Host);

        await other.Organisation.GetAsync(other.Path($"mailings/{mailing.Id}")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await World.Stakeholder.GetAsync(mailing.Path).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
    }
}
