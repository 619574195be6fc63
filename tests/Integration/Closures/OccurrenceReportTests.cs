using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vemap.Integration.Common;

namespace Vemap.Integration.Closures;

/// <summary>What the reports about a night have in common.</summary>
public abstract class OccurrenceReportTests : ClosureChangeTest
{
    protected abstract string Report { get; }

    protected virtual object? RightBody => new { };

    protected override async Task<HttpResponseMessage> SendAsync(HttpClient client, string path, string? etag)
    {
        var page = await Organisation.GetAsync($"{path}/occurrences");
        var night = page.IsSuccessStatusCode ? (await Task.FromResult(page).BodyAsync()).GetProperty("items")[0].Id() : "0198a000-0000-7000-8000-000000000000";
        return await client.SendAsync(HttpMethod.Post, $"{path}/occurrences/{night}/{Report}", RightBody, etag);
    }

    protected static async Task<JsonElement> ReportAsync(Planned closure, HttpClient client, string report, object? body = null) =>
        await closure.TakeAsync(client, $"occurrences/{await closure.NightAsync(client)}/{report}", body);

    protected static async Task<HttpResponseMessage> TryAsync(Planned closure, HttpClient client, string report, object? body = null) =>
        await closure.TryAsync(client, $"occurrences/{await closure.NightAsync(client)}/{report}", body);

    protected static JsonArray Tomorrow() => new(new JsonObject { ["startsAt"] = Now.AddHours(24), ["endsAt"] = Now.AddHours(30) });

    [Fact]
    public async Task Only_a_confirmed_closure_is_carried_out() =>
        await TryAsync(await PlanAsync(), Manager, Report, RightBody).RefusedAsync(HttpStatusCode.Conflict, "closures.not-confirmed");

    [Fact]
    public async Task A_night_that_is_not_one_of_the_closures_does_not_exist() =>
        await (await ConfirmedAsync()).TryAsync(Manager, $"occurrences/0198a000-0000-7000-8000-000000000000/{Report}", RightBody).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
}

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

public sealed class EndOccurrenceTests : OccurrenceReportTests
{
    protected override string Report => "ends";

    [Fact]
    public async Task What_was_started_is_ended()
    {
        var closure = await ConfirmedAsync();
        await ReportAsync(closure, Manager, "starts", new { });
        Assert.Equal("ended", (await ReportAsync(closure, Manager, Report, new { })).GetProperty("status").GetString());
        Assert.Equal("ended", (await GetAsync(closure)).GetProperty("liveStatus").GetString());
    }

    [Fact]
    public async Task What_was_not_started_is_not_ended() =>
        await TryAsync(await ConfirmedAsync(), Manager, Report, new { }).RefusedAsync(HttpStatusCode.Conflict, "closures.occurrence-step-not-possible");

    [Fact]
    public async Task The_end_lies_after_the_start_and_not_in_the_future()
    {
        var closure = await ConfirmedAsync();
        await ReportAsync(closure, Manager, "starts", new { });
        await TryAsync(closure, Manager, Report, new { at = Now.AddHours(-2) }).RefusedAsync(HttpStatusCode.Conflict, "closures.ends-before-start");
        await TryAsync(closure, Manager, Report, new { at = Now.AddHours(2) }).RefusedAsync(HttpStatusCode.Conflict, "closures.in-the-future");
    }
}

public sealed class RevertOccurrenceTests : OccurrenceReportTests
{
    protected override string Report => "reversals";

    protected override object? RightBody => null;

    [Fact]
    public async Task An_end_and_then_the_start_are_taken_back()
    {
        var closure = await ConfirmedAsync();
        await ReportAsync(closure, Manager, "starts", new { });
        await ReportAsync(closure, Manager, "ends", new { });
        Assert.Equal("started", (await ReportAsync(closure, Manager, Report)).GetProperty("status").GetString());
        Assert.Equal("planned", (await ReportAsync(closure, Manager, Report)).GetProperty("status").GetString());
        await TryAsync(closure, Manager, Report).RefusedAsync(HttpStatusCode.Conflict, "closures.occurrence-step-not-possible");
    }

    [Fact]
    public async Task After_a_day_it_stays()
    {
        var closure = await ConfirmedAsync(body => body["phases"] = new JsonArray(new JsonObject { ["startsAt"] = Now.AddDays(-3), ["endsAt"] = Now.AddDays(3) }));
        await ReportAsync(closure, Manager, "starts", new { at = Now.AddDays(-2) });
        await TryAsync(closure, Manager, Report).RefusedAsync(HttpStatusCode.Conflict, "closures.too-late-to-revert");
    }
}

public sealed class ReportOccurrenceNotCarriedOutTests : OccurrenceReportTests
{
    protected override string Report => "non-executions";

    protected override object? RightBody => new { reason = "Frost" };

    [Fact]
    public async Task A_night_that_was_not_carried_out_keeps_its_reason()
    {
        var closure = await ConfirmedAsync();
        Assert.Equal("not-carried-out", (await ReportAsync(closure, Manager, Report, RightBody)).GetProperty("status").GetString());
        var nights = await Manager.GetAsync($"{closure.Path}/occurrences").BodyAsync();
        Assert.Equal("Frost", nights.GetProperty("items")[0].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task What_goes_on_is_carried_out()
    {
        var closure = await ConfirmedAsync();
        await ReportAsync(closure, Manager, "starts", new { });
        await TryAsync(closure, Manager, Report, RightBody).RefusedAsync(HttpStatusCode.Conflict, "closures.occurrence-step-not-possible");
    }

    [Fact]
    public async Task A_reason_is_needed() => await TryAsync(await ConfirmedAsync(), Manager, Report, new { reason = "" }).InvalidAsync(("/reason", "not-empty"));
}

public sealed class ReportOverrunTests : OccurrenceReportTests
{
    protected override string Report => "overruns";

    protected override object? RightBody => new { expectedEnd = Now.AddHours(8) };

    [Fact]
    public async Task What_goes_on_is_expected_to_end_later()
    {
        var closure = await ConfirmedAsync();
        await ReportAsync(closure, Manager, "starts", new { });
        Assert.Equal("overrunning", (await ReportAsync(closure, Manager, Report, RightBody)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Later_means_after_the_planned_end_of_what_was_started()
    {
        var closure = await ConfirmedAsync();
        await TryAsync(closure, Manager, Report, RightBody).RefusedAsync(HttpStatusCode.Conflict, "closures.occurrence-step-not-possible");
        await ReportAsync(closure, Manager, "starts", new { });
        await TryAsync(closure, Manager, Report, new { expectedEnd = Now.AddHours(1) }).RefusedAsync(HttpStatusCode.Conflict, "closures.expected-end-too-early");
        await TryAsync(closure, Manager, Report, new { }).InvalidAsync(("/expectedEnd", "missing"));
    }
}
