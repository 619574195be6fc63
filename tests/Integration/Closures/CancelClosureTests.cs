using System.Text.Json.Nodes;

namespace Vemap.Integration.Closures;

public sealed class CancelClosureTests : PlanningStepTests
{
    protected override string Step => "cancellations";

    protected override object? RightBody => new { reason = "Rain" };

    [Fact]
    public async Task A_confirmed_closure_is_cancelled_with_its_nights()
    {
        var closure = await ConfirmedAsync();
        Assert.Equal("cancelled", (await closure.TakeAsync(Manager, Step, RightBody)).GetProperty("status").GetString());
        var got = await GetAsync(closure);
        Assert.Equal(("Rain", "cancelled"), (got.GetProperty("statusNote").GetString(), got.GetProperty("liveStatus").GetString()));
    }

    [Fact]
    public async Task Past_occurrences_of_a_cancelled_closure_stay_and_can_still_be_reported()
    {
        var closure = await ConfirmedAsync(body => body["phases"] = new JsonArray(
            new JsonObject { ["startsAt"] = Now.AddDays(-2), ["endsAt"] = Now.AddDays(-1) },
            new JsonObject { ["startsAt"] = Now.AddDays(1), ["endsAt"] = Now.AddDays(2) }));
        var nights = (await Manager.GetAsync($"{closure.Path}/occurrences").BodyAsync()).GetProperty("items").EnumerateArray().Select(night => night.Id()).ToList();

        await closure.TakeAsync(Manager, Step, RightBody);

        Assert.Equal(["not-reported", "cancelled"], await StatusesAsync(closure));
        Assert.Equal("not-reported", (await GetAsync(closure)).GetProperty("liveStatus").GetString());
        await closure.TryAsync(Manager, $"occurrences/{nights[1]}/non-executions", new { reason = "Frost" }).RefusedAsync(HttpStatusCode.Conflict, "closures.not-confirmed");
        await closure.TakeAsync(Manager, $"occurrences/{nights[0]}/starts", new { at = Now.AddHours(-47) });
        await closure.TakeAsync(Manager, $"occurrences/{nights[0]}/ends", new { at = Now.AddHours(-25) });
        Assert.Equal(["ended", "cancelled"], await StatusesAsync(closure));
    }

    [Fact]
    public async Task What_goes_on_is_ended_first()
    {
        var closure = await ConfirmedAsync();
        await closure.TakeAsync(Manager, $"occurrences/{await closure.NightAsync(Manager)}/starts", new { });
        await closure.TryAsync(Manager, Step, RightBody).RefusedAsync(HttpStatusCode.Conflict, "closures.occurrence-started");
    }

    private async Task<IEnumerable<string?>> StatusesAsync(Planned closure) =>
        (await Manager.GetAsync($"{closure.Path}/occurrences").BodyAsync()).GetProperty("items").EnumerateArray().Select(night => night.GetProperty("status").GetString());

    [Fact]
    public async Task A_reason_is_needed() =>
        await (await PlanAsync()).TryAsync(Manager, Step, new { reason = "", why = 1 }).InvalidAsync(("/why", "unknown-property"));
}
