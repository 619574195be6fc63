namespace Vemap.Integration.VkmPlans;

public sealed class RevokeVkmPlanApprovalTests : PlansTest
{
    [Fact]
    public async Task A_revoked_approval_is_void_and_has_its_reason()
    {
        var (plan, tag) = await ApprovedAsync();

        var (revoked, next) = await Organisation.PostAsync($"{Plans}/{plan}/revocations", new { reason = "The bridge is closed" }, tag).TaggedAsync();

        Assert.Equal("revoked", revoked.GetProperty("status").GetString());
        var read = await ReadAsync(plan);
        Assert.Equal(["void"], Statuses(read, "closures"));
        Assert.Equal("The bridge is closed", read.GetProperty("versions")[0].GetProperty("reason").GetString());
        await Organisation.PostAsync($"{Plans}/{plan}/revocations", new { reason = "Again" }, next).RefusedAsync(HttpStatusCode.Conflict, "vkm-plans.not-approved");
    }

    [Fact]
    public async Task While_another_plan_lets_the_closure_go_neither_counts_on_the_other()
    {
        var (confirmed, other) = (await AddClosureAsync("2026-0002", confirmed: true), await AddClosureAsync("2026-0003"));
        var (left, leftTag) = await ApprovedAsync(confirmed);
        var (revoked, revokedTag) = await ApprovedAsync(confirmed);
        await using var standstill = await Standstill.OfAsync(World.Host.Database, "closures", other.Value);

        var leaving = Manager.PutAsync($"{Plans}/{left}/closures", new { closureIds = new[] { other.ToString() } }, leftTag);
        await standstill.ReachedByAsync(leaving);
        var revoking = Organisation.PostAsync($"{Plans}/{revoked}/revocations", new { reason = "The bridge is closed" }, revokedTag);
        await standstill.ReachedByAsync(leaving, revoking);
        await standstill.EndAsync();

        (await leaving).EnsureSuccessStatusCode();
        (await revoking).EnsureSuccessStatusCode();
        Assert.True(await IsShownVoidAsync(confirmed));
    }

    [Fact]
    public async Task The_approvals_of_an_archived_project_stay()
    {
        var (plan, tag) = await ApprovedAsync();
        await ArchiveAsync();
        await Organisation.PostAsync($"{Plans}/{plan}/revocations", new { reason = "No" }, tag).RefusedAsync(HttpStatusCode.Conflict, "projects.archived");
    }

    [Fact]
    public async Task Other_roles_are_refused_and_a_reason_is_required()
    {
        var (plan, tag) = await ApprovedAsync();
        var other = await World.CreateAsync(World.Host);
        await Manager.PostAsync($"{Plans}/{plan}/revocations", new { reason = "No" }, tag).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.PostAsync($"{Plans}/{plan}/revocations", new { reason = "No" }, tag).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Organisation.PostAsync($"{Plans}/{plan}/revocations", new { reason = "" }, tag).InvalidAsync(("/reason", "not-empty"));
    }
}
