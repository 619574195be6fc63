namespace Vemap.Integration.Closures;

public sealed class SubmitClosureTests : PlanningStepTests
{
    protected override string Step => "submissions";

    [Fact]
    public async Task A_manager_submits_a_draft()
    {
        var closure = await PlanAsync();
        Assert.Equal("submitted", (await closure.TakeAsync(Manager, Step)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Somebody_must_be_on_site()
    {
        var closure = await PlanAsync(body => body.Remove("contacts"));
        await closure.TryAsync(Manager, Step).RefusedAsync(HttpStatusCode.Conflict, "closures.no-contact-on-site");
    }

    [Fact]
    public async Task It_is_submitted_once()
    {
        var closure = await SubmittedAsync();
        await closure.TryAsync(Manager, Step).RefusedAsync(HttpStatusCode.Conflict, "closures.step-not-possible");
    }
}
