using System.Text.Json.Nodes;
using Npgsql;

namespace Vemap.Integration.Closures;

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
    public async Task A_day_after_it_was_reported_it_stays()
    {
        var closure = await ConfirmedAsync(body => body["phases"] = new JsonArray(new JsonObject { ["startsAt"] = Now.AddDays(-3), ["endsAt"] = Now.AddDays(3) }));
        await ReportAsync(closure, Manager, "starts", new { at = Now.AddDays(-2) });
        await ReportAsync(closure, Manager, Report);
        await ReportAsync(closure, Manager, "starts", new { at = Now.AddDays(-2) });
        await AgeAsync(closure);
        await TryAsync(closure, Manager, Report).RefusedAsync(HttpStatusCode.Conflict, "closures.too-late-to-revert");
    }

    [Fact]
    public async Task An_end_is_not_taken_back_while_the_project_is_archived()
    {
        var closure = await ConfirmedAsync();
        await ReportAsync(closure, Manager, "starts", new { });
        await ReportAsync(closure, Manager, "ends", new { });
        var project = Path($"projects/{Project}");
        var tag = await Organisation.ETagAsync(project);

        var answers = await Task.WhenAll(TryAsync(closure, Manager, Report), Organisation.ActAsync(HttpMethod.Post, $"{project}/archivals", tag));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], answers.Select(answer => answer.StatusCode).Order());
    }

    private static async Task AgeAsync(Planned closure)
    {
        await using var connection = new NpgsqlConnection((await TestDatabase.Shared).As("superuser"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("UPDATE occurrences SET start_reported_at = now() - interval '25 hours' WHERE closure_id = $1", connection) { Parameters = { new() { Value = Guid.Parse(closure.Id) } } };
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }
}
