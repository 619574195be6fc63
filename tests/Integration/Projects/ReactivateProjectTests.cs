namespace Vemap.Integration.Projects;

public sealed class ReactivateProjectTests : ApiTest
{
    [Fact]
    public async Task It_works_again()
    {
        var id = await World.ProjectAsync();
        var (_, archived) = await Organisation.ActAsync(HttpMethod.Post, Path($"projects/{id}/archivals"), "\"v1\"").TaggedAsync();

        var (_, etag) = await Organisation.ActAsync(HttpMethod.Post, Path($"projects/{id}/reactivations"), archived).TaggedAsync();

        await Organisation.PostAsync(Path($"projects/{id}/members"), new { userId = World.OrganisationId.ToString() }, etag).BodyAsync();
    }

    [Fact]
    public async Task An_active_project_is_active_already()
    {
        var id = await World.ProjectAsync();

        await Organisation.ActAsync(HttpMethod.Post, Path($"projects/{id}/reactivations"), "\"v1\"").RefusedAsync(HttpStatusCode.Conflict, "projects.already-active");
    }

    [Fact]
    public async Task A_manager_is_refused_and_another_environment_is_not_found()
    {
        var id = await World.ProjectAsync();
        var other = await World.CreateAsync(World.Host);

        await Manager.ActAsync(HttpMethod.Post, Path($"projects/{id}/reactivations"), "\"v1\"").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.ActAsync(HttpMethod.Post, other.Path($"projects/{id}/reactivations"), "\"v1\"").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }
}
