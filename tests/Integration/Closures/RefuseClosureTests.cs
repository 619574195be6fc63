namespace Vemap.Integration.Closures;

public sealed class RefuseClosureTests : PlanningStepTests
{
    protected override string Step => "refusals";

    protected override (HttpStatusCode Status, string Code) ForOutsiders => (HttpStatusCode.Forbidden, "common.forbidden");

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
