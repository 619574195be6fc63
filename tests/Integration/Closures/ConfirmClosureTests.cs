using System.Net;
using Vemap.Integration.Common;

namespace Vemap.Integration.Closures;

public sealed class ConfirmClosureTests : PlanningStepTests
{
    protected override string Step => "confirmations";

    [Fact]
    public async Task The_road_authority_confirms_a_closure_that_needs_no_plan()
    {
        var closure = await SubmittedAsync();
        Assert.Equal("confirmed", (await closure.TakeAsync(Organisation, Step)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Without_an_approved_plan_or_a_reason_it_is_not_confirmed()
    {
        var closure = await SubmittedAsync(body => body.Remove("noPlanReason"));
        await closure.TryAsync(Organisation, Step).RefusedAsync(HttpStatusCode.Conflict, "closures.no-approved-plan");
    }

    [Fact]
    public async Task Only_the_road_authority_may() =>
        await (await SubmittedAsync()).TryAsync(Manager, Step).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");

    [Fact]
    public async Task A_draft_is_submitted_first() =>
        await (await PlanAsync()).TryAsync(Organisation, Step).RefusedAsync(HttpStatusCode.Conflict, "closures.step-not-possible");
}
