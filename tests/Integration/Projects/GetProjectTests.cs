namespace Vemap.Integration.Projects;

public sealed class GetProjectTests : ApiTest
{
    [Fact]
    public async Task It_comes_with_its_members_and_its_version()
    {
        var id = await World.ProjectAsync();

        var (project, etag) = await Manager.GetAsync(Path($"projects/{id}")).TaggedAsync();

        Assert.Equal([World.ManagerId.ToString()], project.GetProperty("memberIds").EnumerateArray().Select(member => member.GetString()));
        Assert.Empty(project.GetProperty("contractorIds").EnumerateArray());
        Assert.Equal($"\"v{project.GetProperty("version").GetInt32()}\"", etag);
    }

    [Fact]
    public async Task A_manager_does_not_see_the_project_of_others()
    {
        var id = await World.ProjectAsync(member: World.OrganisationId);

        await Manager.GetAsync(Path($"projects/{id}")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public async Task A_stakeholder_is_refused_with_403()
    {
        var id = await World.ProjectAsync();

        await Stakeholder.GetAsync(Path($"projects/{id}")).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
    }

    [Fact]
    public async Task A_project_of_another_environment_is_answered_like_an_unknown_one()
    {
        var other = await World.CreateAsync(World.Host);
        var id = await other.ProjectAsync();

        await Organisation.GetAsync(Path($"projects/{id}")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Organisation.GetAsync(other.Path($"projects/{id}")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Organisation.GetAsync(Path("projects/01900000-0000-7000-8000-000000000000")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public Task An_id_that_is_none_is_not_there() => Organisation.GetAsync(Path("projects/seven")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
}
