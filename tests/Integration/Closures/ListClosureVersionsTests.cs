namespace Vemap.Integration.Closures;

public sealed class ListClosureVersionsTests : ClosureTest
{
    [Fact]
    public async Task Versions_come_latest_first_with_who_when_and_what()
    {
        var closure = await PlanAsync();
        for (var i = 2; i <= 4; i++) (_, closure.ETag) = await Manager.PutAsync(closure.Path, Body(body => body["title"] = $"Title {i}"), closure.ETag).TaggedAsync();

        var first = await Organisation.GetAsync($"{closure.Path}/versions?limit=3").BodyAsync();
        var second = await Organisation.GetAsync($"{closure.Path}/versions?limit=3&cursor={first.GetProperty("next").GetString()}").BodyAsync();

        Assert.Equal([4, 3, 2, 1], first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).Select(version => version.GetProperty("number").GetInt32()));
        var latest = first.GetProperty("items")[0];
        Assert.Equal(World.ManagerId.ToString(), latest.GetProperty("byId").GetString());
        Assert.Contains(latest.GetProperty("difference").EnumerateArray(), field => (field.GetProperty("field").GetString(), field.GetProperty("before").GetString(), field.GetProperty("after").GetString()) == ("title", "Title 3", "Title 4"));
    }

    [Fact]
    public async Task A_stakeholder_is_refused_with_403() =>
        await Stakeholder.GetAsync($"{(await PlanAsync()).Path}/versions").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");

    [Fact]
    public async Task A_closure_that_the_caller_may_not_see_is_not_found()
    {
        var closure = await PlanAsync();
        var other = await World.CreateAsync(World.Host);
        await other.Organisation.GetAsync($"{closure.Path}/versions").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Organisation.GetAsync($"{Closures}/0198a000-0000-7000-8000-000000000000/versions").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public async Task A_wrong_query_is_refused() =>
        await Manager.GetAsync($"{(await PlanAsync()).Path}/versions?limit=0").InvalidAsync(("?limit", "out-of-range"));
}
