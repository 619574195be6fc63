using System.Net;
using Vemap.Integration.Common;

namespace Vemap.Integration.Mailings;

public sealed class ListMailingsTests(MailingFixture fixture) : MailingTest(fixture)
{
    [Fact]
    public async Task The_newest_come_first_and_pages_follow_without_gap_or_repeat()
    {
        var made = new List<string>();
        for (var number = 0; number < 5; number++)
        {
            Fixture.Advance(TimeSpan.FromSeconds(1));
            made.Add((await DraftAsync(Body())).Id);
        }

        var seen = new List<string>();
        for (var path = Mailings("?limit=2"); path is not null;)
        {
            using var answer = await Manager.GetAsync(path);
            seen.AddRange((await Task.FromResult(answer).BodyAsync()).GetProperty("items").EnumerateArray().Select(item => item.Id()));
            path = answer.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
        }

        Assert.Equal(made.AsEnumerable().Reverse(), seen);
    }

    [Fact]
    public async Task Project_closure_and_status_filter()
    {
        var mailing = await DraftAsync(Body());
        var page = await Manager.GetAsync(Mailings($"?project={Project}&closure={Closure}&status=draft")).BodyAsync();
        var none = await Manager.GetAsync(Mailings("?status=sending")).BodyAsync();

        Assert.Equal([mailing.Id], page.GetProperty("items").EnumerateArray().Select(item => item.Id()));
        Assert.Equal(0, none.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_manager_of_another_project_sees_none()
    {
        await DraftAsync(Body());
        var (outsider, _) = await World.MemberAsync(Domain.Users.Role.Manager);

        Assert.Equal(0, (await outsider.GetAsync(Mailings()).BodyAsync()).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public Task A_stakeholder_may_not() => World.Stakeholder.GetAsync(Mailings()).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");

    [Theory]
    [InlineData("limit=0", "?limit", "out-of-range")]
    [InlineData("cursor=x", "?cursor", "unknown-cursor")]
    [InlineData("status=gone", "?status", "wrong-form")]
    public Task A_wrong_query_is_refused(string query, string pointer, string code) => Manager.GetAsync(Mailings("?" + query)).InvalidAsync((pointer, code));
}

public sealed class GetMailingTests(MailingFixture fixture) : MailingTest(fixture)
{
    [Fact]
    public async Task It_counts_recipients_by_state()
    {
        var mailing = await SentAsync(await StakeholderAsync(), await StakeholderAsync());

        Assert.Equal(new Dictionary<string, int> { ["queued"] = 2 }, await CountsAsync(mailing));
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
