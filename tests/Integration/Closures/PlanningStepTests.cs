using System.Net;
using Vemap.Integration.Common;

namespace Vemap.Integration.Closures;

/// <summary>What the steps of planning have in common.</summary>
public abstract class PlanningStepTests : ClosureChangeTest
{
    protected abstract string Step { get; }

    protected virtual object? RightBody => null;

    protected override Task<HttpResponseMessage> SendAsync(HttpClient client, string path, string? etag) => client.SendAsync(HttpMethod.Post, $"{path}/{Step}", RightBody, etag);

    [Fact]
    public async Task A_closure_that_is_cancelled_takes_no_step()
    {
        var closure = await PlanAsync();
        await closure.TakeAsync(Manager, "cancellations", new { reason = "Rain" });
        await closure.TryAsync(Organisation, Step, RightBody).RefusedAsync(HttpStatusCode.Conflict, "closures.step-not-possible");
    }
}

public sealed class SubmitClosureTests : PlanningStepTests
{
    protected override string Step => "submissions";

    [Fact]
    public async Task A_manager_submits_a_draft()
    {
        var closure = await PlanAsync();
        Assert.Equal("submitted", (await closure.TakeAsync(Manager, Step)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Somebody_must_be_on_site()
    {
        var closure = await PlanAsync(body => body.Remove("contacts"));
        await closure.TryAsync(Manager, Step).RefusedAsync(HttpStatusCode.Conflict, "closures.no-contact-on-site");
    }

    [Fact]
    public async Task It_is_submitted_once()
    {
        var closure = await SubmittedAsync();
        await closure.TryAsync(Manager, Step).RefusedAsync(HttpStatusCode.Conflict, "closures.step-not-possible");
    }
}

public sealed class WithdrawClosureTests : PlanningStepTests
{
    protected override string Step => "withdrawals";

    [Fact]
    public async Task A_withdrawn_closure_is_a_draft_again()
    {
        var closure = await SubmittedAsync();
        Assert.Equal("draft", (await closure.TakeAsync(Manager, Step)).GetProperty("status").GetString());
    }
}

public sealed class RequestClosureChangesTests : PlanningStepTests
{
    protected override string Step => "returns";

    protected override object? RightBody => new { note = "Leave one lane open." };

    [Fact]
    public async Task The_planner_reads_what_has_to_change_and_submits_again()
    {
        var closure = await SubmittedAsync();
        Assert.Equal("changes-requested", (await closure.TakeAsync(Organisation, Step, RightBody)).GetProperty("status").GetString());
        Assert.Equal("Leave one lane open.", (await GetAsync(closure)).GetProperty("statusNote").GetString());
        (_, closure.ETag) = await Manager.PutAsync(closure.Path, Body(body => body["title"] = "One lane open"), closure.ETag).TaggedAsync();
        Assert.Equal("submitted", (await closure.TakeAsync(Manager, "submissions")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Only_the_road_authority_may() =>
        await (await SubmittedAsync()).TryAsync(Manager, Step, RightBody).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");

    [Fact]
    public async Task A_note_is_needed()
    {
        var closure = await SubmittedAsync();
        await closure.TryAsync(Organisation, Step, new { note = "" }).InvalidAsync(("/note", "not-empty"));
        await closure.TryAsync(Organisation, Step, new { }).InvalidAsync(("/note", "missing"));
    }
}

public sealed class RefuseClosureTests : PlanningStepTests
{
    protected override string Step => "refusals";

    protected override object? RightBody => new { reason = "conflicts-with-other-works", note = "The N201 is closed then." };

    [Fact]
    public async Task A_refusal_has_a_reason_and_cancels_the_nights()
    {
        var closure = await SubmittedAsync();
        Assert.Equal("refused", (await closure.TakeAsync(Organisation, Step, RightBody)).GetProperty("status").GetString());
        Assert.Equal("conflicts-with-other-works", (await GetAsync(closure)).GetProperty("refusalReason").GetString());
        var nights = await Organisation.GetAsync($"{closure.Path}/occurrences").BodyAsync();
        Assert.Equal("cancelled", nights.GetProperty("items")[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task Only_the_road_authority_may() =>
        await (await SubmittedAsync()).TryAsync(Manager, Step, RightBody).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");

    [Fact]
    public async Task A_known_reason_is_needed()
    {
        var closure = await SubmittedAsync();
        await closure.TryAsync(Organisation, Step, new { reason = "no" }).InvalidAsync(("/reason", "wrong-type"));
        await closure.TryAsync(Organisation, Step, new { reason = "other", note = "" }).InvalidAsync(("/note", "not-empty"));
    }
}

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
