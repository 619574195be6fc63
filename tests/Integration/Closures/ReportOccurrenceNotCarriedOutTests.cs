using System.Text.Json.Nodes;
using Npgsql;

namespace Vemap.Integration.Closures;

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
    public async Task A_click_on_the_wrong_night_is_taken_back_while_the_night_is_to_come()
    {
        var closure = await ConfirmedAsync(body => body["phases"] = Tomorrow());
        await ReportAsync(closure, Manager, Report, RightBody);
        await AgeAsync(closure);

        Assert.Equal("planned", (await ReportAsync(closure, Manager, "reversals")).GetProperty("status").GetString());
        var night = (await Manager.GetAsync($"{closure.Path}/occurrences").BodyAsync()).GetProperty("items")[0];
        Assert.Equal(("planned", null), (night.GetProperty("status").GetString(), night.GetProperty("reason").GetString()));
        Assert.Equal("not-carried-out", (await ReportAsync(closure, Manager, Report, RightBody)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Of_a_night_that_is_over_it_stays_a_day_after_it_was_reported()
    {
        var closure = await ConfirmedAsync(body => body["phases"] = new JsonArray(new JsonObject { ["startsAt"] = Now.AddDays(-3), ["endsAt"] = Now.AddDays(-2) }));
        await ReportAsync(closure, Manager, Report, RightBody);
        Assert.Equal("not-reported", (await ReportAsync(closure, Manager, "reversals")).GetProperty("status").GetString());
        await ReportAsync(closure, Manager, Report, RightBody);
        await AgeAsync(closure);
        await TryAsync(closure, Manager, "reversals").RefusedAsync(HttpStatusCode.Conflict, "closures.too-late-to-revert");
    }

    [Fact]
    public async Task What_goes_on_is_carried_out()
    {
        var closure = await ConfirmedAsync();
        await ReportAsync(closure, Manager, "starts", new { });
        await TryAsync(closure, Manager, Report, RightBody).RefusedAsync(HttpStatusCode.Conflict, "closures.occurrence-step-not-possible");
    }

    private static async Task AgeAsync(Planned closure)
    {
        await using var connection = new NpgsqlConnection((await TestDatabase.Shared).As("superuser"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("UPDATE occurrences SET not_carried_out_reported_at = now() - interval '25 hours' WHERE closure_id = $1", connection) { Parameters = { new() { Value = Guid.Parse(closure.Id) } } };
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    [Fact]
    public async Task A_reason_is_needed() => await TryAsync(await ConfirmedAsync(), Manager, Report, new { reason = "" }).InvalidAsync(("/reason", "not-empty"));
}
