using System.Text.Json.Nodes;

namespace Vemap.Integration.Closures;

public sealed class StartOccurrenceTests : OccurrenceReportTests
{
    protected override string Report => "starts";

    [Fact]
    public async Task A_confirmed_closure_starts_and_keeps_its_project_from_being_archived()
    {
        var closure = await ConfirmedAsync();
        Assert.Equal("started", (await ReportAsync(closure, Manager, Report, new { })).GetProperty("status").GetString());
        var (_, project) = await Organisation.GetAsync(Path($"projects/{Project}")).TaggedAsync();
        await Organisation.ActAsync(HttpMethod.Post, Path($"projects/{Project}/archivals"), project).RefusedAsync(HttpStatusCode.Conflict, "projects.occurrence-started");
    }

    [Fact]
    public async Task It_starts_once()
    {
        var closure = await ConfirmedAsync();
        await ReportAsync(closure, Manager, Report, new { });
        await TryAsync(closure, Manager, Report, new { }).RefusedAsync(HttpStatusCode.Conflict, "closures.occurrence-step-not-possible");
    }

    [Fact]
    public async Task The_start_has_happened_and_not_long_before_it_was_planned()
    {
        var closure = await ConfirmedAsync();
        await TryAsync(closure, Manager, Report, new { at = Now.AddHours(1) }).RefusedAsync(HttpStatusCode.Conflict, "closures.in-the-future");
        await TryAsync(await ConfirmedAsync(body => body["phases"] = Tomorrow()), Manager, Report, new { }).RefusedAsync(HttpStatusCode.Conflict, "closures.too-early");
    }

    [Fact]
    public async Task Nothing_starts_after_its_planned_end()
    {
        var closure = await ConfirmedAsync(body => body["phases"] = new JsonArray(new JsonObject { ["startsAt"] = Now.AddHours(-9), ["endsAt"] = Now.AddHours(-3) }));
        await TryAsync(closure, Manager, Report, new { }).RefusedAsync(HttpStatusCode.Conflict, "closures.too-late");
        Assert.Equal("overrunning", (await ReportAsync(closure, Manager, Report, new { at = Now.AddHours(-4) })).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_void_approval_shows_wherever_the_night_is_shown()
    {
        var (closure, plan, tag) = await ConfirmedByPlanAsync();
        Assert.Equal([false, false, false], await VoidAsync(closure));

        await AddPlanVersionAsync(closure, plan, tag);

        Assert.Equal([true, true, true], await VoidAsync(closure));
        Assert.True((await ReportAsync(closure, Manager, Report, new { })).GetProperty("planApprovalIsVoid").GetBoolean());
    }

    [Fact]
    public async Task A_closure_that_needs_no_plan_has_no_approval_to_lose()
    {
        var closure = await ConfirmedAsync();
        Assert.Equal([false, false, false], await VoidAsync(closure));
        Assert.False((await ReportAsync(closure, Manager, Report, new { })).GetProperty("planApprovalIsVoid").GetBoolean());
    }

    private async Task<IEnumerable<bool>> VoidAsync(Planned closure)
    {
        var nights = new[] { $"{closure.Path}/occurrences", Path("occurrences") };
        var seen = await Task.WhenAll(nights.Select(async list => (await Manager.GetAsync(list).BodyAsync()).GetProperty("items")[0]));
        return seen.Append(await GetAsync(closure)).Select(shown => shown.GetProperty("planApprovalIsVoid").GetBoolean());
    }

    [Fact]
    public async Task A_moment_carries_its_offset() =>
        await TryAsync(await ConfirmedAsync(), Manager, Report, """{ "at": "2026-01-01T00:00:00" }""").InvalidAsync(("/at", "wrong-type"));
}
