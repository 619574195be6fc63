namespace Vemap.Integration.VkmPlans;

public sealed class ListVkmPlansTests : PlansTest
{
    [Fact]
    public async Task The_projects_plans_come_newest_first_in_pages_and_by_what_waits()
    {
        var (approved, _) = await ApprovedAsync();
        var (pending, _) = await AddPlanAsync();

        using var answer = await Manager.GetAsync($"{Plans}?limit=1");
        var page = await Task.FromResult(answer).BodyAsync();

        Assert.Equal([pending.Id()], Ids(page));
        Assert.Equal("2026-0001", page.GetProperty("items")[0].GetProperty("closures")[0].GetProperty("number").GetString());
        Assert.Equal([approved], Ids(await Manager.GetAsync(answer.Headers.GetValues("Link").Single().Split('<', '>')[1]).BodyAsync()));
        Assert.Equal([pending.Id()], Ids(await Manager.GetAsync($"{Plans}?review=pending").BodyAsync()));
        Assert.Equal([approved], Ids(await Manager.GetAsync($"{Plans}?status=approved,revoked").BodyAsync()));
        Assert.Equal([pending.Id(), approved], Ids(await Manager.GetAsync($"{Plans}?status=approved,pending").BodyAsync()));
        await Manager.GetAsync($"{Plans}?status=void").InvalidAsync(("?status", "unknown-value"));
    }

    [Fact]
    public async Task A_closure_finds_the_plans_that_cover_it()
    {
        var other = await AddClosureAsync("2026-0002");
        var (first, _) = await AddPlanAsync(null, Closure);
        var (both, _) = await AddPlanAsync(null, Closure, other);

        Assert.Equal([both.Id(), first.Id()], Ids(await Manager.GetAsync($"{Plans}?closureId={Closure}").BodyAsync()));
        Assert.Equal([both.Id()], Ids(await Manager.GetAsync($"{Plans}?closureId={other}").BodyAsync()));
        Assert.Empty(Ids(await Manager.GetAsync($"{Plans}?closureId={NoId}").BodyAsync()));
        await Manager.GetAsync($"{Plans}?closureId=2026-0001").InvalidAsync(("?closureId", "wrong-form"));
    }

    [Fact]
    public async Task Others_see_nothing_and_a_wrong_query_is_refused()
    {
        await AddPlanAsync();
        var other = await World.CreateAsync(World.Host);
        var (colleague, _) = await World.MemberAsync(Domain.Users.Role.Manager);
        await colleague.GetAsync(Plans).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Stakeholder.GetAsync(Plans).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.GetAsync(Plans).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Manager.GetAsync($"{Plans}?review=done&limit=0").RefusedAsync(HttpStatusCode.BadRequest, "common.invalid");
    }

    private static IEnumerable<string> Ids(System.Text.Json.JsonElement page) => page.GetProperty("items").EnumerateArray().Select(item => item.Id());
}
