namespace Vemap.Integration.VkmPlans;

public sealed class FindVoidApprovalsTests : PlansTest
{
    [Fact]
    public async Task A_confirmed_closure_whose_approval_was_revoked_shows()
    {
        var confirmed = await AddClosureAsync("2026-0002", confirmed: true);
        await AddClosureAsync("2026-0003", confirmed: true, noPlanReason: "Only a speed limit");
        var (plan, tag) = await ApprovedAsync(Closure, confirmed);
        Assert.Empty(Numbers(await Organisation.GetAsync(Path("void-approvals")).BodyAsync()));

        (await Organisation.PostAsync($"{Plans}/{plan}/revocations", new { reason = "Wrong" }, tag)).EnsureSuccessStatusCode();

        Assert.Equal(["2026-0002"], Numbers(await Manager.GetAsync(Path("void-approvals")).BodyAsync()));
    }

    [Fact]
    public async Task Others_see_nothing()
    {
        await AddClosureAsync("2026-0002", confirmed: true);
        var (colleague, _) = await World.MemberAsync(Domain.Users.Role.Manager);
        var other = await World.CreateAsync(World.Host);
        Assert.Empty(Numbers(await colleague.GetAsync(Path("void-approvals")).BodyAsync()));
        await Stakeholder.GetAsync(Path("void-approvals")).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.GetAsync(Path("void-approvals")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Organisation.GetAsync(Path("void-approvals?limit=0")).InvalidAsync(("?limit", "out-of-range"));
    }

    private static IEnumerable<string?> Numbers(System.Text.Json.JsonElement page) => page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("number").GetString());
}
