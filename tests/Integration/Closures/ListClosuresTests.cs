namespace Vemap.Integration.Closures;

public sealed class ListClosuresTests : ClosureListTests
{
    protected override string List => Closures;

    [Fact]
    public async Task Only_this_projects_closures_are_listed()
    {
        var elsewhere = await World.ProjectAsync("OTHER");
        await Manager.PostAsync(Path($"projects/{elsewhere}/closures"), Body()).BodyAsync(HttpStatusCode.Created);

        var page = await Manager.GetAsync(Closures).BodyAsync();

        Assert.Equal(0, page.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_project_of_another_environment_is_not_found()
    {
        var elsewhere = await World.ProjectAsync("OTHER", member: World.OrganisationId);
        await Organisation.PostAsync(Path($"projects/{elsewhere}/closures"), Body()).BodyAsync(HttpStatusCode.Created);

        await Manager.GetAsync(Path($"projects/{elsewhere}/closures")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Stakeholder.GetAsync(Closures).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }
}
