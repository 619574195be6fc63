using System.Text.Json.Nodes;

namespace Vemap.Integration.Mailings;

public sealed class DraftMailingTests(MailingFixture fixture) : MailingTest(fixture)
{
    [Fact]
    public async Task A_manager_drafts_from_a_template_and_finds_it_where_Location_says()
    {
        using var made = await Manager.PostAsync(Mailings(), Body(await StakeholderAsync()));

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var mailing = await Manager.GetAsync(made.Headers.Location).BodyAsync();
        Assert.Equal("events", mailing.GetProperty("proof").GetString());
        Assert.Equal("draft", mailing.GetProperty("status").GetString());
        Assert.Equal(["nl", "en"], mailing.GetProperty("texts").EnumerateArray().Select(text => text.GetProperty("language").GetString()!));
        Assert.Equal(1, mailing.GetProperty("templateVersion").GetInt32());
    }

    [Fact]
    public async Task Own_words_are_cleaned_of_what_acts()
    {
        var mailing = await DraftAsync(Free("<p onclick=\"x()\">Dag ((recipient.name))</p><script>x()</script>"));

        Assert.Equal("<p>Dag ((recipient.name))</p>", (await GetAsync(mailing)).GetProperty("texts")[0].GetProperty("html").GetString());
    }

    [Fact]
    public Task Neither_template_nor_text_is_refused() =>
        RefusedAsync(body => body.Remove("templateId"), "mailings.no-text");

    [Fact]
    public Task A_template_that_is_not_there_is_refused() =>
        RefusedAsync(body => body["templateId"] = "0198a000-0000-7000-8000-000000000000", "mailings.unknown-template");

    [Fact]
    public Task A_template_for_another_kind_of_mailing_is_refused() =>
        RefusedAsync(body => body["templateId"] = Template(Domain.MessageTemplates.MailingKind.Definitive), "mailings.other-kind");

    [Theory]
    [InlineData("<p>((#closures))((#closures))((closure.number))((/closures))((/closures))</p>")]
    [InlineData("<p>((#nachten))x((/nachten))</p>")]
    [InlineData("<p>((closure.number</p>")]
    public Task Blocks_that_nest_repeat_something_else_or_do_not_close_are_told(string html) =>
        Manager.PostAsync(Mailings(), Free(html)).InvalidAsync(("/texts/0/html", "wrong-placeholder"));

    [Fact]
    public async Task A_closure_of_another_project_is_refused()
    {
        var foreign = await PlanAsync(project: await World.ProjectAsync("ANDER"));

        await RefusedAsync(body => body["closureIds"] = new JsonArray(foreign.Id()), "mailings.unknown-closure");
    }

    [Fact]
    public async Task A_stakeholder_of_another_project_is_refused()
    {
        var other = await StakeholderAsync(project: await World.ProjectAsync("ANDER"));

        await RefusedAsync(body => body["stakeholderIds"] = new JsonArray(other), "mailings.unknown-stakeholder");
    }

    [Fact]
    public Task A_group_that_is_not_there_is_refused() =>
        RefusedAsync(body => body["groupIds"] = new JsonArray("0198a000-0000-7000-8000-000000000000"), "mailings.unknown-stakeholder");

    [Fact]
    public Task Placeholders_that_do_not_exist_are_told() =>
        Manager.PostAsync(Mailings(), Free("<p>((closure.nummer))</p>")).InvalidAsync(("/texts/0/html", "wrong-placeholder"));

    [Fact]
    public Task A_closure_is_named_once() =>
        Manager.PostAsync(Mailings(), Free("<p>x</p>", body => body["closureIds"] = new JsonArray(body["closureIds"]![0]!.DeepClone(), body["closureIds"]![0]!.DeepClone()))).InvalidAsync(("/closureIds", "doubled"));

    [Fact]
    public Task All_faults_are_told_at_once() =>
        Manager.PostAsync(Mailings(), Free("<p>x</p>", body =>
        {
            body["closureIds"] = new JsonArray();
            body["texts"]![0]!["language"] = "fr";
            body["texts"]![0]!["subject"] = "";
        })).InvalidAsync(("/closureIds", "not-empty"), ("/texts/0/language", "unknown-language"), ("/texts/0/subject", "not-empty"));

    [Fact]
    public async Task A_project_that_the_manager_is_no_member_of_is_not_there()
    {
        var other = await World.ProjectAsync("ANDER", member: World.OrganisationId);

        await Manager.PostAsync(Mailings(), Change(body => body["projectId"] = other.ToString())).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public async Task Nothing_is_drafted_for_an_archived_project()
    {
        await ArchiveAsync();

        await RefusedAsync(_ => { }, "projects.archived");
    }

    [Fact]
    public Task A_stakeholder_may_not() =>
        World.Stakeholder.PostAsync(Mailings(), Body()).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");

    [Fact]
    public async Task Anothers_environment_does_not_exist()
    {
        var other = await World.CreateAsync(World.Host);

        await other.Organisation.PostAsync(Mailings(), Body()).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    private JsonObject Free(string html, Action<JsonObject>? change = null) => Change(body =>
    {
        body.Remove("templateId");
        body["texts"] = new JsonArray(new JsonObject { ["language"] = "nl", ["subject"] = "Bericht", ["html"] = html });
        change?.Invoke(body);
    });

    private JsonObject Change(Action<JsonObject> change)
    {
        var body = Body();
        change(body);
        return body;
    }

    private Task RefusedAsync(Action<JsonObject> change, string code) => Manager.PostAsync(Mailings(), Change(change)).RefusedAsync(HttpStatusCode.Conflict, code);
}
