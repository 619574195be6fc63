namespace Vemap.Integration.VkmPlans;

public sealed class FindVkmPlansTests : PlansTest
{
    [Fact]
    public async Task What_waits_for_review_is_found_over_all_projects()
    {
        await ApprovedAsync();
        var (pending, _) = await AddPlanAsync();

        var page = await Organisation.GetAsync(Path("vkm-plans?review=pending")).BodyAsync();

        var item = Assert.Single(page.GetProperty("items").EnumerateArray());
        Assert.Equal((pending.Id(), Project.ToString()), (item.Id(), item.GetProperty("projectId").GetString()));
        Assert.Equal([pending.Id()], (await Organisation.GetAsync(Path("vkm-plans?status=pending,withdrawn")).BodyAsync()).GetProperty("items").EnumerateArray().Select(plan => plan.Id()));
        await Organisation.GetAsync(Path("vkm-plans?status=pending,void")).InvalidAsync(("?status", "unknown-value"));
        Assert.Equal(2, (await Organisation.GetAsync(Path("vkm-plans")).BodyAsync()).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_closure_finds_the_plans_that_cover_it()
    {
        var other = await AddClosureAsync("2026-0002");
        await AddPlanAsync(null, Closure);
        var (covering, _) = await AddPlanAsync(null, other);

        var item = Assert.Single((await Organisation.GetAsync(Path($"vkm-plans?closureId={other}&review=pending")).BodyAsync()).GetProperty("items").EnumerateArray());
        Assert.Equal(covering.Id(), item.Id());
        await Organisation.GetAsync(Path("vkm-plans?closureId=2026-0001")).InvalidAsync(("?closureId", "wrong-form"));
    }

    [Fact]
    public async Task A_manager_finds_own_projects_only_and_others_nothing()
    {
        await AddPlanAsync();
        var (colleague, _) = await World.MemberAsync(Domain.Users.Role.Manager);
        var other = await World.CreateAsync(World.Host);
        Assert.Equal(0, (await colleague.GetAsync(Path("vkm-plans")).BodyAsync()).GetProperty("items").GetArrayLength());
        await Stakeholder.GetAsync(Path("vkm-plans")).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.GetAsync(Path("vkm-plans")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Organisation.GetAsync(Path("vkm-plans?limit=0")).InvalidAsync(("?limit", "out-of-range"));
    }
}
