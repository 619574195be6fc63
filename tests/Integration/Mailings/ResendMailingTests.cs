using System.Net;
using Vemap.Domain.Mailings;
using Vemap.Integration.Common;

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
