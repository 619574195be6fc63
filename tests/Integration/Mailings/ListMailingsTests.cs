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
        var page = await Manager.GetAsync(Mailings($"?projectId={Project}&closureId={Closure}&status=sending,draft")).BodyAsync();
        var none = await Manager.GetAsync(Mailings("?status=sending,paused")).BodyAsync();

        Assert.Equal([mailing.Id], page.GetProperty("items").EnumerateArray().Select(item => item.Id()));
        Assert.Equal(0, none.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task The_subject_is_what_went_out_and_before_that_what_it_is_about()
    {
        var own = Body();
        own.Remove("templateId");
        own["texts"] = System.Text.Json.Nodes.JsonNode.Parse("""[{ "language": "nl", "subject": "Bericht", "html": "<p>x</p>" }]""");
        var (sent, draft, plain) = (await SentAsync(await StakeholderAsync()), await DraftAsync(Body()), await DraftAsync(own));
        var number = (await Manager.GetAsync(Path($"projects/{Project}/closures/{Closure}")).BodyAsync()).GetProperty("number").GetString();

        var subjects = (await Manager.GetAsync(Mailings()).BodyAsync()).GetProperty("items").EnumerateArray().ToDictionary(item => item.Id(), item => item.GetProperty("subject").GetString());

        Assert.Equal(
            new Dictionary<string, string?> { [sent.Id] = $"[NIEUW] {number} A9, 9–10 maart 2027", [draft.Id] = $"[NIEUW] {number}", [plain.Id] = "Bericht" },
            subjects);
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
    [InlineData("status=gone", "?status", "unknown-value")]
    [InlineData("status=draft,gone", "?status", "unknown-value")]
    public Task A_wrong_query_is_refused(string query, string pointer, string code) => Manager.GetAsync(Mailings("?" + query)).InvalidAsync((pointer, code));
}
