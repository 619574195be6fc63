using System.Text.Json;
using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;

namespace Vemap.Integration.Mailings;

public sealed class PauseMailingTests(MailingFixture fixture) : MailingTest(fixture)
{
    [Fact]
    public async Task Who_has_not_had_their_turn_waits_and_it_shows_who_may_resume()
    {
        var mailing = await SentAsync(await StakeholderAsync(), await StakeholderAsync());
        Fixture.Advance(Mailing.UndoTime);
        // One of the two has gone when it is paused.
        await Fixture.RunAsync("update scheduled_mails set due_at = due_at + interval '1 hour' where id = (select id from scheduled_mails limit 1)");
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
    public async Task A_paused_mailing_completes_when_its_last_mail_reaches_an_end()
    {
        var (mailing, mails) = await UnderWayAsync(await StakeholderAsync());
        await mailing.TakeAsync(Manager, "pauses", new { });

        await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Delivered));

        var read = await GetAsync(mailing);
        Assert.Equal(("completed", JsonValueKind.Null), (read.GetProperty("status").GetString(), read.GetProperty("pause").ValueKind));
        Assert.NotNull(read.GetProperty("timelineHash").GetString());
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
