using System.Text.Json;

namespace Vemap.Integration.VkmPlans;

public sealed class CoverClosuresTests : PlansTest
{
    [Fact]
    public async Task A_closure_that_is_added_needs_a_review_and_no_upload()
    {
        var (plan, tag) = await ApprovedAsync();
        var second = await AddClosureAsync("2026-0002");

        var (covered, next) = await Manager.PutAsync($"{Plans}/{plan}/closures", Body(Closure, second), tag).TaggedAsync();
        Assert.True(covered.GetProperty("awaitsReview").GetBoolean());
        Assert.Equal(["approved", "awaiting-review"], Statuses(await ReadAsync(plan), "closures"));

        var (review, _) = await Organisation.PostAsync($"{Plans}/{plan}/reviews", Review(closures: second), next).TaggedAsync();
        Assert.Equal([second.ToString()], review.GetProperty("closureIds").EnumerateArray().Select(id => id.GetString()));
        Assert.Equal(["approved", "approved"], Statuses(await ReadAsync(plan), "closures"));
    }

    [Fact]
    public async Task A_closure_that_is_left_out_is_covered_no_longer()
    {
        var second = await AddClosureAsync("2026-0002");
        var (plan, tag) = await ApprovedAsync(Closure, second);

        await Manager.PutAsync($"{Plans}/{plan}/closures", Body(second), tag).BodyAsync();

        Assert.Equal(second.ToString(), Assert.Single((await ReadAsync(plan)).GetProperty("closures").EnumerateArray()).GetProperty("closureId").GetString());
    }

    [Fact]
    public async Task The_audit_log_names_closures_that_are_no_longer_covered_and_changed_approvals()
    {
        var second = await AddClosureAsync("2026-0002");
        var (plan, tag) = await ApprovedAsync(Closure, second);
        await Manager.PutAsync($"{Plans}/{plan}/closures", Body(second), tag).BodyAsync();

        var left = Assert.Single(await CoverageAsync("CoverClosures"));
        Assert.Equal(("Deleted", plan, Closure.ToString()), (left.GetProperty("change").GetString(), left.GetProperty("id").GetProperty("VkmPlanId").GetString(), left.GetProperty("id").GetProperty("ClosureId").GetString()));
        var approved = await CoverageAsync("ReviewVkmPlan");
        Assert.All(approved, closure => Assert.Equal("Modified", closure.GetProperty("change").GetString()));
        Assert.Equal(((string[])[Closure.ToString(), second.ToString()]).Order(), approved.Select(closure => closure.GetProperty("id").GetProperty("ClosureId").GetString()).Order());
    }

    [Fact]
    public async Task Every_closure_must_be_one_of_the_project_and_one_there_must_be()
    {
        var (plan, tag) = await AddPlanAsync();
        var path = $"{Plans}/{plan.Id()}/closures";
        await Manager.PutAsync(path, new { closureIds = new[] { NoId } }, tag).RefusedAsync(HttpStatusCode.Conflict, "vkm-plans.unknown-closure");
        await Manager.PutAsync(path, Body(), tag).InvalidAsync(("/closureIds", "closures"));
    }

    // Each of the two would see the other's approval, which is about to go.
    [Fact]
    public async Task Two_plans_that_let_a_closure_go_at_once_leave_it_without_an_approval()
    {
        var (confirmed, other) = (await AddClosureAsync("2026-0002", confirmed: true), await AddClosureAsync("2026-0003"));
        var (first, firstTag) = await ApprovedAsync(confirmed);
        var (second, secondTag) = await ApprovedAsync(confirmed);
        await using var standstill = await Standstill.OfAsync(World.Host.Database, "closures", other.Value);

        var (one, two) = (Manager.PutAsync($"{Plans}/{first}/closures", Body(other), firstTag), Manager.PutAsync($"{Plans}/{second}/closures", Body(other), secondTag));
        await standstill.ReachedByAsync(one, two);
        await standstill.EndAsync();

        (await one).EnsureSuccessStatusCode();
        (await two).EnsureSuccessStatusCode();
        Assert.True(await IsShownVoidAsync(confirmed));
    }

    [Fact]
    public async Task Other_roles_and_other_environments_are_refused()
    {
        var (plan, tag) = await AddPlanAsync();
        var other = await World.CreateAsync(World.Host);
        await Stakeholder.PutAsync($"{Plans}/{plan.Id()}/closures", Body(Closure), tag).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.PutAsync($"{Plans}/{plan.Id()}/closures", Body(Closure), tag).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    private async Task<JsonElement[]> CoverageAsync(string action)
    {
        var entry = (await Organisation.GetAsync(Path($"audit-entries?action={action}")).BodyAsync()).GetProperty("items")[0];
        return [.. (await Organisation.GetAsync(Path("audit-entries/" + entry.Id())).BodyAsync()).GetProperty("details").GetProperty("VkmPlanClosure").EnumerateArray()];
    }

    private static object Body(params ClosureId[] closures) => new { closureIds = closures.Select(id => id.ToString()) };
}
