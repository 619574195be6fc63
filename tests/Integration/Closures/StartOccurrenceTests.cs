using System.Net;
using Vemap.Integration.Common;

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
    public async Task A_moment_carries_its_offset() =>
        await TryAsync(await ConfirmedAsync(), Manager, Report, """{ "at": "2026-01-01T00:00:00" }""").InvalidAsync(("/at", "wrong-type"));
}
