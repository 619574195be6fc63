using System.Net;
using Vemap.Integration.Common;

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
    public async Task What_goes_on_is_ended_first()
    {
        var closure = await ConfirmedAsync();
        await closure.TakeAsync(Manager, $"occurrences/{await closure.NightAsync(Manager)}/starts", new { });
        await closure.TryAsync(Manager, Step, RightBody).RefusedAsync(HttpStatusCode.Conflict, "closures.occurrence-started");
    }

    [Fact]
    public async Task A_reason_is_needed() =>
        await (await PlanAsync()).TryAsync(Manager, Step, new { reason = "", why = 1 }).InvalidAsync(("/why", "unknown-property"));
}
