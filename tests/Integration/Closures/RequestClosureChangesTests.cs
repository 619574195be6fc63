namespace Vemap.Integration.Closures;

public sealed class RequestClosureChangesTests : PlanningStepTests
{
    protected override string Step => "returns";

    protected override (HttpStatusCode Status, string Code) ForOutsiders => (HttpStatusCode.Forbidden, "common.forbidden");

    protected override object? RightBody => new { note = "Leave one lane open." };

    [Fact]
    public async Task The_planner_reads_what_has_to_change_and_submits_again()
    {
        var closure = await SubmittedAsync();
        Assert.Equal("changes-requested", (await closure.TakeAsync(Organisation, Step, RightBody)).GetProperty("status").GetString());
        Assert.Equal("Leave one lane open.", (await GetAsync(closure)).GetProperty("statusNote").GetString());
        (_, closure.ETag) = await Manager.PutAsync(closure.Path, Body(body => body["title"] = "One lane open"), closure.ETag).TaggedAsync();
        Assert.Equal("submitted", (await closure.TakeAsync(Manager, "submissions")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Only_the_road_authority_may() =>
        await (await SubmittedAsync()).TryAsync(Manager, Step, RightBody).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");

    [Fact]
    public async Task A_note_is_needed()
    {
        var closure = await SubmittedAsync();
        await closure.TryAsync(Organisation, Step, new { note = "" }).InvalidAsync(("/note", "not-empty"));
        await closure.TryAsync(Organisation, Step, new { }).InvalidAsync(("/note", "missing"));
    }
}
