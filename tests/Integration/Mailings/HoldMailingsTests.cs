using System.Text.Json.Nodes;
using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;
using Vemap.Domain.MessageTemplates;

namespace Vemap.Integration.Mailings;

/// <summary>A scheduled mailing asks when its closure changes, not only when it is due: <see cref="HoldMailings"/>.</summary>
public sealed class HoldMailingsTests(MailingFixture fixture) : MailingTest(fixture)
{
    private string ClosurePath => Path($"projects/{Project}/closures/{Closure}");

    [Theory]
    [InlineData(MailingKind.Announcement, "paused")]
    [InlineData(MailingKind.Definitive, "paused")]
    [InlineData(MailingKind.Change, "paused")]
    [InlineData(MailingKind.Free, "scheduled")]
    public async Task A_closure_that_is_cancelled_holds_what_says_that_it_takes_place(MailingKind kind, string status)
    {
        var mailing = await ScheduledAsync(kind);
        await CancelClosureAsync();
        await Fixture.RelayEventsAsync();

        Assert.Equal(status, (await GetAsync(mailing)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task An_overrun_asks_when_the_night_has_ended_before_it_was_due()
    {
        var mailing = await ScheduledAsync(MailingKind.Overrun);
        await Fixture.RunAsync($"update occurrences set status = 'ended' where closure_id = '{Closure}'");
        Fixture.Advance(TimeSpan.FromHours(3));
        await Fixture.RelayAsync();

        var held = await RefreshAsync(mailing);
        Assert.Equal("paused", held.GetProperty("status").GetString());
        // The nights are those that were told; it is the kind that is not true any more.
        Assert.DoesNotContain("its nights", held.GetProperty("pause").GetProperty("reason").GetString());
        await mailing.TryAsync(Manager, "resumptions").RefusedAsync(HttpStatusCode.Conflict, "mailings.kind-untrue");
    }

    [Fact]
    public async Task It_says_which_closure_was_cancelled_and_cannot_be_let_go_on()
    {
        var mailing = await ScheduledAsync(MailingKind.Definitive);
        await CancelClosureAsync();
        await Fixture.RelayEventsAsync();

        var read = await RefreshAsync(mailing);
        Assert.Equal("closure-changed", read.GetProperty("pause").GetProperty("cause").GetString());
        Assert.Equal($"Changed since the mailing was sent: {await NumberAsync()} (cancelled).", read.GetProperty("pause").GetProperty("reason").GetString());
        await mailing.TryAsync(Manager, "resumptions").RefusedAsync(HttpStatusCode.Conflict, "mailings.closure-ended");
        Fixture.Advance(TimeSpan.FromHours(3));
        await Fixture.RelayAsync();
        Assert.Empty(await Fixture.TakeMailsAsync());
    }

    [Fact]
    public async Task A_closure_that_is_refused_holds_it_too()
    {
        var mailing = await ScheduledAsync(MailingKind.Announcement);
        var (_, etag) = await Manager.GetAsync(ClosurePath).TaggedAsync();
        await Manager.ActAsync(HttpMethod.Post, $"{ClosurePath}/submissions", etag).BodyAsync();
        await StepAsync(Organisation, "refusals", new { reason = "too-much-hindrance" });
        await Fixture.RelayEventsAsync();

        Assert.Equal("paused", (await GetAsync(mailing)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Without_the_event_it_asks_when_it_is_due()
    {
        var mailing = await ScheduledAsync(MailingKind.Definitive);
        await CancelClosureAsync();
        await Fixture.RunAsync("delete from domain_events");
        Fixture.Advance(TimeSpan.FromHours(3));
        await Fixture.RelayAsync();

        Assert.Empty(await Fixture.TakeMailsAsync());
        Assert.Equal("paused", (await GetAsync(mailing)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task After_a_change_it_is_let_go_on_waits_for_its_moment_and_asks_only_about_the_next_change()
    {
        var mailing = await ScheduledAsync(MailingKind.Announcement);
        await ChangeAsync("Langer dan gedacht");
        await Fixture.RelayEventsAsync();
        Assert.Equal("paused", (await RefreshAsync(mailing)).GetProperty("status").GetString());

        Assert.Equal("scheduled", (await mailing.TakeAsync(Manager, "resumptions")).GetProperty("status").GetString());
        // The same event told again holds nothing.
        await Fixture.RunAsync($"insert into domain_events (client_environment_id, id, name, payload, due_at, created_at) values ('{World.Environment}', gen_random_uuid(), 'closure-changed', '{{\"closure\": \"{Closure}\"}}', now(), now())");
        await Fixture.RelayEventsAsync();
        await Fixture.RelayAsync();
        Assert.Equal("scheduled", (await GetAsync(mailing)).GetProperty("status").GetString());
        Assert.Empty(await Fixture.TakeMailsAsync());

        await ChangeAsync("Toch korter");
        await Fixture.RelayEventsAsync();
        Assert.Equal("paused", (await RefreshAsync(mailing)).GetProperty("status").GetString());
        await mailing.TakeAsync(Manager, "resumptions");
        Fixture.Advance(TimeSpan.FromHours(2));
        await Fixture.RelayAsync();
        Assert.Single(await Fixture.TakeMailsAsync());
        Assert.Equal(1, (await GetAsync(mailing)).GetProperty("closures")[0].GetProperty("contentVersion").GetInt32());
    }

    [Fact]
    public async Task A_night_to_come_that_falls_through_or_takes_place_after_all_holds_what_told_of_it()
    {
        var planned = await PlanAsync(body =>
        {
            body["noPlanReason"] = "Geen plan nodig";
            body["phases"] = JsonNode.Parse("""[{ "startsAt": "2027-03-09T21:00:00+01:00", "endsAt": "2027-03-12T21:00:00+01:00", "window": { "from": "21:00:00", "to": "05:00:00", "weekdays": [] } }]""");
        });
        var path = Path($"projects/{Project}/closures/{planned.Id()}");
        await ReportAsync(Manager, path, "submissions");
        await ReportAsync(Organisation, path, "confirmations");
        var night = (await Manager.GetAsync($"{path}/occurrences").BodyAsync()).GetProperty("items")[1].Id();
        var body = Body(await StakeholderAsync());
        (body["kind"], body["templateId"], body["closureIds"]) = ("definitive", Template(MailingKind.Definitive), new JsonArray(planned.Id()));
        var mailing = await DraftAsync(body);
        await mailing.TakeAsync(Manager, "sendings", new { sendAt = Fixture.Now.AddHours(2) });

        await ReportAsync(Manager, path, $"occurrences/{night}/non-executions", new { reason = "Vorst" });
        await Fixture.RelayEventsAsync();
        var held = await RefreshAsync(mailing);
        Assert.Equal(("paused", "closure-changed", $"Changed since the mailing was sent: {planned.GetProperty("number").GetString()} (its nights)."), (
            held.GetProperty("status").GetString(), held.GetProperty("pause").GetProperty("cause").GetString(), held.GetProperty("pause").GetProperty("reason").GetString()));

        // Who lets it go on has seen that; what is written from now on says it.
        Assert.Equal("scheduled", (await mailing.TakeAsync(Manager, "resumptions")).GetProperty("status").GetString());
        await Fixture.RelayAsync();
        Assert.Equal("scheduled", (await RefreshAsync(mailing)).GetProperty("status").GetString());
        var sent = await DraftAsync(body);
        await sent.TakeAsync(Manager, "sendings", new { });
        Fixture.Advance(Mailing.UndoTime);
        await Fixture.RelayAsync();
        var mails = await Fixture.TakeMailsAsync();
        var message = await Manager.GetAsync($"{sent.Path}/recipients/{mails[0].Recipient}/message").BodyAsync();
        Assert.Contains("; niet op wo 10 maart 2027", message.GetProperty("text").GetString());
        var calendar = System.Text.Encoding.UTF8.GetString(message.GetProperty("attachments")[0].GetProperty("content").GetBytesFromBase64());
        Assert.Equal("20270310T200000Z", Assert.Single(calendar.Split("BEGIN:VEVENT"), part => part.Contains("STATUS:CANCELLED", StringComparison.Ordinal)).Split("DTSTART:")[1][..16]);

        await ReportAsync(Manager, path, $"occurrences/{night}/reversals");
        await Fixture.RelayEventsAsync();
        Assert.Equal("paused", (await GetAsync(mailing)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Another_closures_change_holds_nothing()
    {
        var mailing = await ScheduledAsync(MailingKind.Announcement);
        var second = (await PlanAsync()).Id();
        var (_, etag) = await Manager.GetAsync(Path($"projects/{Project}/closures/{second}")).TaggedAsync();
        await Manager.PostAsync(Path($"projects/{Project}/closures/{second}/cancellations"), new { reason = "Niet nodig" }, etag).BodyAsync();
        await Fixture.RelayEventsAsync();

        Assert.Equal("scheduled", (await GetAsync(mailing)).GetProperty("status").GetString());
    }

    private async Task<Drafted> ScheduledAsync(MailingKind kind)
    {
        if (kind is MailingKind.Definitive or MailingKind.Change or MailingKind.Overrun) await ConfirmClosureAsync();
        if (kind == MailingKind.Overrun) await BeginNightAsync();
        var body = Body(await StakeholderAsync());
        body["kind"] = kind.ToString().ToLowerInvariant();
        if (kind == MailingKind.Free) body.Remove("templateId");
        else body["templateId"] = Template(kind);
        if (kind == MailingKind.Free) body["texts"] = JsonNode.Parse("""[{ "language": "nl", "subject": "Bericht", "html": "<p>((closure.number))</p>" }]""");
        var mailing = await DraftAsync(body);
        await mailing.TakeAsync(Manager, "sendings", new { sendAt = Fixture.Now.AddHours(2) });
        return mailing;
    }

    private static async Task ReportAsync(HttpClient client, string path, string step, object? body = null)
    {
        var etag = await client.ETagAsync(path);
        await client.SendAsync(HttpMethod.Post, $"{path}/{step}", body, etag).BodyAsync();
    }

    private async Task StepAsync(HttpClient client, string step, object body)
    {
        var (_, etag) = await client.GetAsync(ClosurePath).TaggedAsync();
        await client.PostAsync($"{ClosurePath}/{step}", body, etag).BodyAsync();
    }

    private async Task ChangeAsync(string text)
    {
        var (closure, etag) = await Manager.GetAsync(ClosurePath).TaggedAsync();
        var contacts = JsonNode.Parse(closure.GetProperty("contacts").GetRawText());
        await Manager.PutAsync($"{ClosurePath}/public-information", new JsonObject { ["publicText"] = text, ["contacts"] = contacts }, etag).BodyAsync();
    }

    private async Task<string> NumberAsync() => (await Manager.GetAsync(ClosurePath).BodyAsync()).GetProperty("number").GetString()!;
}
