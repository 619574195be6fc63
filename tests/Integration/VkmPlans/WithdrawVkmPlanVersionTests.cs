namespace Vemap.Integration.VkmPlans;

public sealed class WithdrawVkmPlanVersionTests : PlansTest
{
    [Fact]
    public async Task Its_makers_take_a_version_back_before_review()
    {
        var (plan, tag) = await AddPlanAsync();

        var (withdrawn, next) = await Manager.ActAsync(HttpMethod.Post, $"{Plans}/{plan.Id()}/withdrawals", tag).TaggedAsync();

        Assert.Equal("withdrawn", withdrawn.GetProperty("status").GetString());
        await Manager.ActAsync(HttpMethod.Post, $"{Plans}/{plan.Id()}/withdrawals", next).RefusedAsync(HttpStatusCode.Conflict, "vkm-plans.not-pending");
    }

    [Fact]
    public async Task In_an_archived_project_nothing_is_taken_back()
    {
        var (plan, tag) = await AddPlanAsync();
        await ArchiveAsync();
        await Manager.ActAsync(HttpMethod.Post, $"{Plans}/{plan.Id()}/withdrawals", tag).RefusedAsync(HttpStatusCode.Conflict, "projects.archived");
    }

    [Fact]
    public async Task Other_roles_and_other_environments_are_refused()
    {
        var (plan, tag) = await AddPlanAsync();
        var other = await World.CreateAsync(World.Host);
        await Stakeholder.ActAsync(HttpMethod.Post, $"{Plans}/{plan.Id()}/withdrawals", tag).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.ActAsync(HttpMethod.Post, $"{Plans}/{plan.Id()}/withdrawals", tag).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Manager.ActAsync(HttpMethod.Post, $"{Plans}/{plan.Id()}/withdrawals", null).RefusedAsync((HttpStatusCode)428, "common.version-required");
    }
}
