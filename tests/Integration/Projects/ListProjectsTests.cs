namespace Vemap.Integration.Projects;

public sealed class ListProjectsTests : ApiTest
{
    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repeat()
    {
        foreach (var code in (string[])["C", "A", "E", "B", "D"]) await World.ProjectAsync(code);

        var seen = new List<string>();
        for (var path = Path("projects?limit=2"); path is not null;)
        {
            using var answer = await Organisation.GetAsync(path);
            var page = await Task.FromResult(answer).BodyAsync();
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(project => project.GetProperty("code").GetString()!));
            path = answer.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
        }

        Assert.Equal(["A", "B", "C", "D", "E"], seen);
    }

    [Fact]
    public async Task A_manager_sees_own_projects_only()
    {
        await World.ProjectAsync("OWN");
        await World.ProjectAsync("OTHER", member: World.OrganisationId);

        var page = await Manager.GetAsync(Path("projects")).BodyAsync();

        Assert.Equal(["OWN"], page.GetProperty("items").EnumerateArray().Select(project => project.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task The_status_filters()
    {
        await World.ProjectAsync();

        var page = await Organisation.GetAsync(Path("projects?status=archived")).BodyAsync();

        Assert.Equal(0, page.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Projects_of_another_environment_are_not_listed()
    {
        var other = await World.CreateAsync(World.Host);
        await other.ProjectAsync();

        var page = await Organisation.GetAsync(Path("projects")).BodyAsync();

        Assert.Equal(0, page.GetProperty("items").GetArrayLength());
        await Organisation.GetAsync(other.Path("projects")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public Task A_stakeholder_is_refused_with_403() =>
        Stakeholder.GetAsync(Path("projects")).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");

    [Theory]
    [InlineData("limit=0", "?limit", "out-of-range")]
    [InlineData("limit=201", "?limit", "out-of-range")]
    [InlineData("limit=many", "?limit", "wrong-form")]
    [InlineData("limit=1&limit=2", "?limit", "doubled")]
    [InlineData("cursor=%21", "?cursor", "unknown-cursor")]
    [InlineData("limit=%205", "?limit", "wrong-form")]
    [InlineData("count=TRUE", "?count", "wrong-form")]
    [InlineData("status=open", "?status", "unknown-value")]
    public Task A_wrong_query_is_refused(string query, string pointer, string code) =>
        Organisation.GetAsync(Path($"projects?{query}")).InvalidAsync((pointer, code));
}
