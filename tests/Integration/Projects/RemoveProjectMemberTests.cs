namespace Vemap.Integration.Projects;

public sealed class RemoveProjectMemberTests : ApiTest
{
    [Fact]
    public async Task The_project_has_the_member_no_longer()
    {
        var id = await World.ProjectAsync();

        await Organisation.ActAsync(HttpMethod.Delete, Path($"projects/{id}/members/{World.ManagerId}"), "\"v1\"").TaggedAsync();

        var project = await Organisation.GetAsync(Path($"projects/{id}")).BodyAsync();
        Assert.Empty(project.GetProperty("memberIds").EnumerateArray());
    }

    [Fact]
    public async Task Who_is_no_member_is_not_found()
    {
        var id = await World.ProjectAsync();

        await Organisation.ActAsync(HttpMethod.Delete, Path($"projects/{id}/members/{World.StakeholderId}"), "\"v1\"").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public async Task A_manager_is_refused_and_another_environment_is_not_found()
    {
        var id = await World.ProjectAsync();
        var other = await World.CreateAsync(World.Host);

        await Manager.ActAsync(HttpMethod.Delete, Path($"projects/{id}/members/{World.ManagerId}"), "\"v1\"").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.ActAsync(HttpMethod.Delete, other.Path($"projects/{id}/members/{World.ManagerId}"), "\"v1\"").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public async Task A_missing_version_is_428()
    {
        var id = await World.ProjectAsync();

        await Organisation.ActAsync(HttpMethod.Delete, Path($"projects/{id}/members/{World.ManagerId}"), null).RefusedAsync(HttpStatusCode.PreconditionRequired, "common.version-required");
    }
}
