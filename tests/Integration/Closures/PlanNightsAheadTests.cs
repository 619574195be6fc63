using Microsoft.Extensions.DependencyInjection;
using Vemap.Web.Hosting;

namespace Vemap.Integration.Closures;

public sealed class PlanNightsAheadTests : ClosureTest
{
    [Fact]
    public async Task Nights_that_run_out_are_planned_for_the_coming_year_without_a_new_content_version()
    {
        var phases = Nights();
        phases[0]!["endsAt"] = null;
        var closure = await PlanAsync(body => body["phases"] = phases);
        var cancelled = await PlanAsync(body => body["phases"] = phases.DeepClone());
        await cancelled.TakeAsync(Manager, "cancellations", new { reason = "Rain" });
        await ShortenAsync(closure);
        await ShortenAsync(cancelled);

        await World.Host.Services.GetRequiredService<NightPlanningLoop>().StepAsync(CancellationToken.None);

        var got = await GetAsync(closure);
        var until = DateOnly.Parse(got.GetProperty("phases")[0].GetProperty("plannedUntil").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(until > DateOnly.FromDateTime(Now.UtcDateTime).AddDays(360));
        Assert.True(got.GetProperty("occurrenceCount").GetInt32() > 200);
        Assert.Equal((1, 2), (got.GetProperty("contentVersion").GetInt32(), got.GetProperty("version").GetInt32()));
        Assert.Null(got.GetProperty("endsAt").GetString());
        Assert.Equal("2026-12-01", (await GetAsync(cancelled)).GetProperty("phases")[0].GetProperty("plannedUntil").GetString());
    }

    // As a year of waiting leaves it.
    private static async Task ShortenAsync(Planned closure)
    {
        var database = await TestDatabase.Shared;
        await using var connection = new Npgsql.NpgsqlConnection(database.As("superuser"));
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand("update phases set planned_until = '2026-12-01' where closure_id = $1", connection)
        {
            Parameters = { new() { Value = Guid.Parse(closure.Id) } },
        };
        await command.ExecuteNonQueryAsync();
    }
}
