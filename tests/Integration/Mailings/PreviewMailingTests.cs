namespace Vemap.Integration.Mailings;

public sealed class PreviewMailingTests(MailingFixture fixture) : MailingTest(fixture)
{
    [Fact]
    public async Task It_shows_the_mail_in_the_readers_language_as_it_would_be_sent()
    {
        var mailing = await DraftAsync(Body());
        var (dutch, english) = (await PreviewAsync(mailing, await StakeholderAsync(name: "Jan <b>")), await PreviewAsync(mailing, await StakeholderAsync(language: "en")));

        Assert.Equal($"[NIEUW] {await NumberAsync()} A9, 9–10 maart 2027", dutch.GetProperty("subject").GetString());
        Assert.Equal($"[NEW] {await NumberAsync()} A9, 9–10 March 2027", english.GetProperty("subject").GetString());
        Assert.Contains("Geachte Jan &lt;b&gt;,", dutch.GetProperty("html").GetString());
        Assert.Contains("Waar: A9, hm 31,2 – 33,8, rechterrijbaan, Badhoevedorp", dutch.GetProperty("text").GetString());
        Assert.Contains($"https://vemap.test/projecten/{Project}/afsluitingen/{Closure}", dutch.GetProperty("text").GetString());
        Assert.Equal(["afsluitingen.ics"], dutch.GetProperty("attachmentNames").EnumerateArray().Select(name => name.GetString()!));
    }

    [Fact]
    public async Task A_long_text_is_shown_whole()
    {
        var body = Body();
        body.Remove("templateId");
        body["texts"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["language"] = "nl", ["subject"] = "x", ["html"] = $"<p>{new string('x', 150_000)}</p>" });

        var preview = await PreviewAsync(await DraftAsync(body), await StakeholderAsync());

        Assert.Contains(new string('x', 150_000), preview.GetProperty("html").GetString());
    }

    [Fact]
    public async Task A_value_that_is_missing_is_told()
    {
        await EnvironmentAsync(Domain.ClientEnvironments.EnvironmentMode.Live);
        var body = Body();
        body.Remove("templateId");
        body["texts"] = System.Text.Json.Nodes.JsonNode.Parse("""[{ "language": "nl", "subject": "x", "html": "<p>((closure.detours))</p>" }]""");
        var mailing = await DraftAsync(body);

        var problem = await Manager.PostAsync($"{mailing.Path}/previews", new { stakeholderId = await StakeholderAsync() }).RefusedAsync(HttpStatusCode.Conflict, "mailings.missing-values");
        Assert.Contains("closure.detours", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_reader_of_another_project_is_not_there_and_a_stakeholder_may_not()
    {
        var mailing = await DraftAsync(Body());
        var foreign = await StakeholderAsync(project: await World.ProjectAsync("ANDER"));

        await Manager.PostAsync($"{mailing.Path}/previews", new { stakeholderId = foreign }).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await World.Stakeholder.PostAsync($"{mailing.Path}/previews", new { stakeholderId = foreign }).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await Manager.PostAsync($"{mailing.Path}/previews", new { stakeholderId = "x" }).InvalidAsync(("/stakeholderId", "wrong-type"));
    }

    [Fact]
    public async Task Without_a_reader_it_is_the_first_recipient_and_it_tells_how_many_would_get_it()
    {
        var (bounced, loose) = (await StakeholderAsync("fout@example.test"), await StakeholderAsync(organisation: null));
        var (_, mails) = await UnderWayAsync(bounced);
        await Fixture.TellAsync(Event(mails[0], Domain.Deliveries.DeliveryEventKind.Bounced));
        var mailing = await DraftAsync(Body(bounced, loose, await StakeholderAsync(name: "Brandweer", mandatory: true)));

        var preview = await Manager.PostAsync($"{mailing.Path}/previews", new { }).BodyAsync();

        Assert.Contains("Geachte Brandweer,", preview.GetProperty("text").GetString());
        Assert.Equal((3, 1, 1), (preview.GetProperty("recipientCount").GetInt32(), preview.GetProperty("suppressedCount").GetInt32(), preview.GetProperty("withoutOrganisationCount").GetInt32()));
    }

    [Fact]
    public async Task It_refuses_what_sending_refuses()
    {
        var body = Body(await StakeholderAsync(), await StakeholderAsync(organisation: null));
        body.Remove("templateId");
        body["texts"] = System.Text.Json.Nodes.JsonNode.Parse("""[{ "language": "nl", "subject": "x", "html": "<p>((recipient.organisation))</p>" }]""");
        var (asking, nobodys, plain) = (await DraftAsync(body), await DraftAsync(Body()), await DraftAsync(Body(await StakeholderAsync())));

        var problem = await Manager.PostAsync($"{asking.Path}/previews", new { }).RefusedAsync(HttpStatusCode.Conflict, "mailings.missing-values");
        Assert.Contains("(1 recipients)", problem.GetProperty("detail").GetString());
        await Manager.PostAsync($"{nobodys.Path}/previews", new { }).RefusedAsync(HttpStatusCode.Conflict, "mailings.no-recipients");
        var untrue = Body(await StakeholderAsync());
        (untrue["kind"], untrue["templateId"]) = ("definitive", Template(Domain.MessageTemplates.MailingKind.Definitive));
        await Manager.PostAsync($"{(await DraftAsync(untrue)).Path}/previews", new { }).RefusedAsync(HttpStatusCode.Conflict, "mailings.kind-untrue");
        await CancelClosureAsync();
        await Manager.PostAsync($"{plain.Path}/previews", new { }).RefusedAsync(HttpStatusCode.Conflict, "mailings.closure-ended");
    }

    [Fact]
    public async Task Of_what_was_sent_there_is_no_preview() =>
        await Manager.PostAsync($"{(await SentAsync(await StakeholderAsync())).Path}/previews", new { }).RefusedAsync(HttpStatusCode.Conflict, "mailings.not-a-draft");

    [Fact]
    public async Task An_overrun_tells_until_when_and_the_head_has_the_colour_of_the_environment()
    {
        await World.SaveAsync((db, now) =>
        {
            var environment = db.Set<Domain.ClientEnvironments.ClientEnvironment>().Single(environment => environment.Id == World.Environment);
            environment.ChangeSettings(null, "#ffd200", "088 555 0000", new Domain.ClientEnvironments.EnvironmentSettings(1000, []), now);
        });
        await ConfirmClosureAsync();
        await BeginNightAsync();
        var body = Body(await StakeholderAsync());
        body["kind"] = "overrun";
        body["templateId"] = Template(Domain.MessageTemplates.MailingKind.Overrun);

        var preview = await Manager.PostAsync($"{(await DraftAsync(body)).Path}/previews", new { }).BodyAsync();

        Assert.Contains("Naar verwachting open: wo 10 maart 2027 07:30", preview.GetProperty("text").GetString());
        Assert.Contains("background:#ffd200;color:#000000", preview.GetProperty("html").GetString());
    }

    private Task<System.Text.Json.JsonElement> PreviewAsync(Drafted mailing, string stakeholder) => Manager.PostAsync($"{mailing.Path}/previews", new { stakeholderId = stakeholder }).BodyAsync();

    private async Task<string> NumberAsync() => (await Manager.GetAsync(Path($"projects/{Project}/closures/{Closure}")).BodyAsync()).GetProperty("number").GetString()!;
}
