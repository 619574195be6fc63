using Vemap.Domain.Deliveries;
using Vemap.Integration.Mailings;

namespace Vemap.Integration.Deliveries;

public sealed class GetRecipientTests(MailingFixture fixture) : MailingTest(fixture)
{
    [Fact]
    public async Task The_timeline_holds_every_event_late_ones_too()
    {
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync());
        await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Delivered));
        Fixture.Advance(TimeSpan.FromSeconds(5));
        await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Accepted));

        var recipient = await Manager.GetAsync($"{mailing.Path}/recipients/{mails[0].Recipient}").BodyAsync();

        Assert.Equal("delivered", recipient.GetProperty("status").GetString());
        Assert.InRange(recipient.GetProperty("sentAt").GetDateTimeOffset(), Fixture.Now.AddSeconds(-6), Fixture.Now.AddSeconds(-4));
        Assert.Equal(["delivered", "accepted"], recipient.GetProperty("timeline").EnumerateArray().Select(line => line.GetProperty("kind").GetString()!));
    }

    [Fact]
    public async Task Below_another_mailing_or_environment_it_is_not_there()
    {
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync());
        var second = await DraftAsync(Body());
        var other = await World.CreateAsync(World.Host);

        await Manager.GetAsync($"{second.Path}/recipients/{mails[0].Recipient}").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await other.Organisation.GetAsync(other.Path($"mailings/{mailing.Id}/recipients/{mails[0].Recipient}")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await World.Stakeholder.GetAsync($"{mailing.Path}/recipients/{mails[0].Recipient}").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
    }
}
