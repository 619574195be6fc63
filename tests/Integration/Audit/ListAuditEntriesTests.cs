using System.Net;
using Vemap.Integration.Common;

namespace Vemap.Integration.Audit;

public sealed class ListAuditEntriesTests : ApiTest
{
    [Fact]
    public async Task A_change_stands_there_with_who_and_what()
    {
        var made = await Organisation.PostAsync(Path("projects"), new { code = "A9", name = "Brug" }).BodyAsync(HttpStatusCode.Created);

        var entry = Assert.Single((await ReadAsync($"objectId={made.Id()}")).EnumerateArray());

        Assert.Equal(("CreateProject", "ok", "Project", World.OrganisationId.ToString(), "Test Person", 1),
            (entry.GetProperty("action").GetString(), entry.GetProperty("outcome").GetString(), entry.GetProperty("objectKind").GetString(),
                entry.GetProperty("actorId").GetString(), entry.GetProperty("actorName").GetString(), entry.GetProperty("count").GetInt32()));
    }

    [Fact]
    public async Task Refusals_stand_there_too_and_identical_ones_are_counted()
    {
        for (var attempt = 0; attempt < 3; attempt++) await Manager.PostAsync(Path("projects"), new { code = "A9", name = "Brug" }).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");

        var entries = (await ReadAsync($"actorId={World.ManagerId}&action=CreateProject&outcome=common.forbidden")).EnumerateArray().ToList();

        // Two when the minute changes in between.
        Assert.InRange(entries.Count, 1, 2);
        Assert.Equal(3, entries.Sum(entry => entry.GetProperty("count").GetInt32()));
    }

    [Fact]
    public async Task What_Admin_reads_here_stands_there_and_what_members_read_does_not()
    {
        await World.Admin.GetAsync(Path("users")).BodyAsync();
        await Organisation.GetAsync(Path("users")).BodyAsync();

        var entry = Assert.Single((await ReadAsync("action=ListUsers")).EnumerateArray());

        Assert.Equal("ok", entry.GetProperty("outcome").GetString());
        Assert.NotEqual(World.OrganisationId.ToString(), entry.GetProperty("actorId").GetString());
    }

    [Fact]
    public async Task The_time_filters()
    {
        await World.ProjectAsync();

        Assert.NotEqual(0, (await ReadAsync("from=2020-01-01T00:00:00Z")).GetArrayLength());
        Assert.Equal(0, (await ReadAsync("from=2099-01-01T00:00:00%2B01:00")).GetArrayLength());
        Assert.Equal(0, (await ReadAsync("to=2020-01-01T00:00:00Z")).GetArrayLength());
    }

    [Fact]
    public async Task Pages_follow_each_other_the_newest_first()
    {
        foreach (var code in (string[])["A", "B", "C"]) await World.ProjectAsync(code);
        var seen = new List<string>();
        for (var path = Path("audit-entries?limit=2"); path is not null;)
        {
            using var answer = await Organisation.GetAsync(path);
            seen.AddRange((await Task.FromResult(answer).BodyAsync()).GetProperty("items").EnumerateArray().Select(entry => entry.Id()));
            path = answer.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
        }

        Assert.True(seen.Count > 3);
        Assert.Equal(seen.Distinct().OrderDescending(StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task Others_may_not()
    {
        await Manager.GetAsync(Path("audit-entries")).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await (await World.CreateAsync(World.Host)).Organisation.GetAsync(Path("audit-entries")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Theory]
    [InlineData("from=2026-03-29T01:00:00", "?from")]
    [InlineData("to=yesterday", "?to")]
    [InlineData("actorId=me", "?actorId")]
    public Task A_wrong_query_is_refused(string query, string pointer) =>
        Organisation.GetAsync(Path("audit-entries?" + query)).InvalidAsync((pointer, "wrong-form"));

    private async Task<System.Text.Json.JsonElement> ReadAsync(string query) => (await Organisation.GetAsync(Path("audit-entries?" + query)).BodyAsync()).GetProperty("items");
}
