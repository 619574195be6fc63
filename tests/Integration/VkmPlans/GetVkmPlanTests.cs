namespace Vemap.Integration.VkmPlans;

public sealed class GetVkmPlanTests : PlansTest
{
    [Fact]
    public async Task A_plan_shows_versions_reviews_and_coverage()
    {
        var (plan, _) = await ApprovedAsync();

        var (read, tag) = await Organisation.GetAsync($"{Plans}/{plan}").TaggedAsync();

        Assert.Equal("\"v2\"", tag);
        var version = Assert.Single(read.GetProperty("versions").EnumerateArray());
        Assert.Equal(("plan.pdf", "available", Closure.ToString(), "Test Person"), (
            version.GetProperty("fileName").GetString(), version.GetProperty("fileStatus").GetString(),
            version.GetProperty("uploadClosureId").GetString(), version.GetProperty("addedByName").GetString()));
        var closure = Assert.Single(read.GetProperty("closures").EnumerateArray());
        Assert.Equal(("2026-0001", "approved"), (closure.GetProperty("number").GetString(), closure.GetProperty("status").GetString()));
        Assert.Equal(1, read.GetProperty("reviews").GetArrayLength());
    }

    [Fact]
    public async Task Elsewhere_it_is_not_found()
    {
        var (plan, _) = await AddPlanAsync();
        var other = await World.CreateAsync(World.Host);
        var project = await World.ProjectAsync("OTHER");
        await Manager.GetAsync(Path($"projects/{project}/vkm-plans/{plan.Id()}")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await other.Organisation.GetAsync($"{Plans}/{plan.Id()}").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Stakeholder.GetAsync($"{Plans}/{plan.Id()}").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
    }
}
