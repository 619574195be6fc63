using System.Text.Json;

namespace Vemap.Integration.Audit;

public sealed class ListAuditEntriesTests : ApiTest
{
    [Fact]
    public async Task A_change_is_recorded_with_its_user_and_object()
    {
        var made = await Organisation.PostAsync(Path("projects"), new { code = "A9", name = "Brug" }).BodyAsync(HttpStatusCode.Created);

        var entry = Assert.Single((await ReadAsync($"objectId={made.Id()}")).EnumerateArray());

        Assert.Equal(("CreateProject", "ok", "Project", World.OrganisationId.ToString(), "Test Person", 1),
            (entry.GetProperty("action").GetString(), entry.GetProperty("outcome").GetString(), entry.GetProperty("objectKind").GetString(),
                entry.GetProperty("actorId").GetString(), entry.GetProperty("actorName").GetString(), entry.GetProperty("count").GetInt32()));
    }

    [Fact]
    public async Task Refusals_are_recorded_and_identical_ones_are_counted()
    {
        for (var attempt = 0; attempt < 3; attempt++) await Manager.PostAsync(Path("projects"), new { code = "A9", name = "Brug" })
            .RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");

        var entries = (await ReadAsync($"actorId={World.ManagerId}&action=CreateProject&outcome=common.forbidden")).EnumerateArray().ToList();

        // Two when the minute changes in between.
        Assert.InRange(entries.Count, 1, 2);
        Assert.Equal(3, entries.Sum(entry => entry.GetProperty("count").GetInt32()));
    }

    [Fact]
    public async Task Reads_of_an_Admin_are_recorded_and_reads_of_members_are_not()
    {
        await World.Admin.GetAsync(Path("users")).BodyAsync();
        await Organisation.GetAsync(Path("users")).BodyAsync();

        var entry = Assert.Single((await ReadAsync("action=ListUsers")).EnumerateArray());

        Assert.Equal("ok", entry.GetProperty("outcome").GetString());
        Assert.NotEqual(World.OrganisationId.ToString(), entry.GetProperty("actorId").GetString());
    }

    [Fact]
    public async Task Each_object_that_an_Admin_reads_has_its_own_entry()
    {
        var entries = await EntriesAsync(3);
        foreach (var entry in (string[])[.. entries, entries[0]]) await World.Admin.GetAsync(Path("audit-entries/" + entry)).BodyAsync();

        foreach (var entry in entries)
        {
            var reads = (await ReadAsync($"action=GetAuditEntry&objectId={entry}")).EnumerateArray().ToList();
            Assert.All(reads, read => Assert.Equal(("ok", "AuditEntry"),
                (read.GetProperty("outcome").GetString(), read.GetProperty("objectKind").GetString())));
            Assert.Equal(entry == entries[0] ? 2 : 1, reads.Sum(read => read.GetProperty("count").GetInt32()));
        }
    }

    [Fact]
    public async Task A_refusal_names_its_object()
    {
        var (project, other) = (await World.ProjectAsync(), await World.ProjectAsync("OTHER"));
        foreach (var tried in (ProjectId[])[project, other, project])
            await Manager.ActAsync(HttpMethod.Post, Path($"projects/{tried}/archivals"), "\"v1\"").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");

        foreach (var (tried, times) in ((ProjectId, int)[])[(project, 2), (other, 1)])
        {
            var refused = (await ReadAsync($"action=ArchiveProject&objectId={tried}")).EnumerateArray().ToList();
            Assert.All(refused, entry => Assert.Equal("Project", entry.GetProperty("objectKind").GetString()));
            Assert.Equal(times, refused.Sum(entry => entry.GetProperty("count").GetInt32()));
        }
    }

    [Fact]
    public async Task Refusals_for_invented_and_foreign_ids_share_one_entry()
    {
        var elsewhere = await (await World.CreateAsync(World.Host)).ProjectAsync();
        for (var guess = 0; guess < 20; guess++) await Manager.ActAsync(HttpMethod.Post, Path($"projects/{Guid.NewGuid()}/archivals"), "\"v1\"")
            .RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await Manager.ActAsync(HttpMethod.Post, Path($"projects/{elsewhere}/archivals"), "\"v1\"").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");

        var refused = (await ReadAsync("action=ArchiveProject")).EnumerateArray().ToList();

        // Two when the minute changes in between.
        Assert.InRange(refused.Count, 1, 2);
        Assert.Equal(21, refused.Sum(entry => entry.GetProperty("count").GetInt32()));
        Assert.All(refused, entry => Assert.Equal(JsonValueKind.Null, entry.GetProperty("objectId").ValueKind));
    }

    [Fact]
    public async Task A_foreign_caller_gets_one_row_a_minute_for_each_operation_however_many_objects_they_name()
    {
        var foreigner = (await World.CreateAsync(World.Host)).Organisation;
        var projects = new List<ProjectId>();
        for (var number = 0; number < 5; number++) projects.Add(await World.ProjectAsync($"P{number}"));

        foreach (var project in projects) await foreigner.GetAsync(Path($"projects/{project}")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");

        var refused = (await ReadAsync("action=GetProject&outcome=common.not-found")).EnumerateArray().ToList();
        // Two when the minute changes in between.
        Assert.InRange(refused.Count, 1, 2);
        Assert.Equal(5, refused.Sum(entry => entry.GetProperty("count").GetInt32()));
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
    public async Task Pages_follow_each_other_with_the_newest_entry_first()
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
    public async Task Listing_the_log_is_refused_to_other_roles()
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

    private async Task<string[]> EntriesAsync(int count)
    {
        for (var number = 0; number < count; number++) await Organisation.PostAsync(Path("projects"), new { code = $"P{number}", name = "Brug" })
            .BodyAsync(HttpStatusCode.Created);
        return [.. (await ReadAsync("action=CreateProject")).EnumerateArray().Select(entry => entry.Id())];
    }

    private async Task<JsonElement> ReadAsync(string query) => (await Organisation.GetAsync(Path("audit-entries?" + query)).BodyAsync()).GetProperty("items");
}
