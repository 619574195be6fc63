namespace Vemap.Integration.Closures;

public sealed class ListClosureStepsTests : ClosureTest
{
    [Fact]
    public async Task Every_step_stays_with_who_took_it_and_which_words()
    {
        var closure = await SubmittedAsync();
        await closure.TakeAsync(Organisation, "returns", new { note = "Mind the school." });
        (_, closure.ETag) = await Manager.PutAsync(closure.Path, Body(body => body["title"] = "Other"), closure.ETag).TaggedAsync();
        await closure.TakeAsync(Manager, "submissions");

        var first = await Manager.GetAsync($"{closure.Path}/steps?limit=2").BodyAsync();
        var second = await Manager.GetAsync($"{closure.Path}/steps?limit=2&cursor={first.GetProperty("next").GetString()}").BodyAsync();

        var steps = first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).ToList();
        Assert.Equal(
            [("changes-requested", "submitted", null, 2), ("submitted", "changes-requested", "Mind the school.", 1), ("draft", "submitted", null, 1)],
            steps.Select(step => (step.GetProperty("fromStatus").GetString(), step.GetProperty("toStatus").GetString(), step.GetProperty("note").GetString(), step.GetProperty("contentVersion").GetInt32())));
        Assert.Equal((World.OrganisationId.ToString(), "Test Person"), (steps[1].GetProperty("byId").GetString(), steps[1].GetProperty("byName").GetString()));
        Assert.Equal(closure.ETag, $"\"v{steps[0].GetProperty("closureVersion").GetInt32()}\"");
    }

    [Fact]
    public async Task A_draft_has_no_steps_and_a_closure_that_the_caller_may_not_see_is_not_found()
    {
        var closure = await PlanAsync();
        var other = await World.CreateAsync(World.Host);
        var (outsider, _) = await World.MemberAsync(Domain.Users.Role.Manager);
        Assert.Equal(0, (await Manager.GetAsync($"{closure.Path}/steps").BodyAsync()).GetProperty("items").GetArrayLength());
        await Stakeholder.GetAsync($"{closure.Path}/steps").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        foreach (var client in (HttpClient[])[outsider, other.Organisation]) await client.GetAsync($"{closure.Path}/steps").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Manager.GetAsync($"{Closures}/0198a000-0000-7000-8000-000000000000/steps").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Theory]
    [InlineData("limit=0", "?limit", "out-of-range")]
    [InlineData("cursor=abc", "?cursor", "unknown-cursor")]
    public async Task A_wrong_query_is_refused(string query, string pointer, string code) =>
        await Manager.GetAsync($"{(await PlanAsync()).Path}/steps?{query}").InvalidAsync((pointer, code));
}
