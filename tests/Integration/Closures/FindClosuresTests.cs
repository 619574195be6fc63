namespace Vemap.Integration.Closures;

public sealed class FindClosuresTests : ClosureListTests
{
    protected override string List => Path("closures");

    [Fact]
    public async Task Closures_of_all_projects_that_the_caller_may_see_are_found()
    {
        var (own, hidden) = (await World.ProjectAsync("OWN"), await World.ProjectAsync("OTHER", member: World.OrganisationId));
        await PlanAsync();
        foreach (var project in (ProjectId[])[own, hidden]) await Organisation.PostAsync(Path($"projects/{project}/closures"), Body()).BodyAsync(HttpStatusCode.Created);

        Assert.Equal(3, (await Organisation.GetAsync(List).BodyAsync()).GetProperty("items").GetArrayLength());
        Assert.Equal(2, (await Manager.GetAsync(List).BodyAsync()).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await Stakeholder.GetAsync(List).BodyAsync()).GetProperty("items").GetArrayLength());
    }
}
