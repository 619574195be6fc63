using System.Net;
using Vemap.Integration.Common;

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
        Assert.Equal(["afsluitingen.ics"], dutch.GetProperty("attachments").EnumerateArray().Select(name => name.GetString()!));
    }

    [Fact]
    public async Task A_value_that_is_missing_is_told()
    {
        await EnvironmentAsync(Domain.ClientEnvironments.EnvironmentMode.Live);
        var body = Body();
        body.Remove("template");
        body["texts"] = System.Text.Json.Nodes.JsonNode.Parse("""[{ "language": "nl", "subject": "x", "html": "<p>((closure.detours))</p>" }]""");
        var mailing = await DraftAsync(body);

        var problem = await Manager.PostAsync($"{mailing.Path}/previews", new { stakeholder = await StakeholderAsync() }).RefusedAsync(HttpStatusCode.Conflict, "mailings.missing-values");
        Assert.Contains("closure.detours", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_reader_of_another_project_is_not_there_and_a_stakeholder_may_not()
    {
        var mailing = await DraftAsync(Body());
        var foreign = await StakeholderAsync(project: await World.ProjectAsync("ANDER"));

        await Manager.PostAsync($"{mailing.Path}/previews", new { stakeholder = foreign }).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await World.Stakeholder.PostAsync($"{mailing.Path}/previews", new { stakeholder = foreign }).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await Manager.PostAsync($"{mailing.Path}/previews", "{}").InvalidAsync(("/stakeholder", "missing"));
    }

    private Task<System.Text.Json.JsonElement> PreviewAsync(Drafted mailing, string stakeholder) => Manager.PostAsync($"{mailing.Path}/previews", new { stakeholder }).BodyAsync();

    private async Task<string> NumberAsync() => (await Manager.GetAsync(Path($"projects/{Project}/closures/{Closure}")).BodyAsync()).GetProperty("number").GetString()!;
}
