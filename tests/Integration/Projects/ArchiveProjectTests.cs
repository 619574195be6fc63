namespace Vemap.Integration.Projects;

public sealed class ArchiveProjectTests : ApiTest
{
    [Fact]
    public async Task It_is_archived_and_stays_to_be_read()
    {
        var id = await World.ProjectAsync();

        await Organisation.ActAsync(HttpMethod.Post, Path($"projects/{id}/archivals"), "\"v1\"").TaggedAsync();

        var project = await Manager.GetAsync(Path($"projects/{id}")).BodyAsync();
        Assert.Equal("archived", project.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Once_is_enough()
    {
        var id = await World.ProjectAsync();
        var (_, etag) = await Organisation.ActAsync(HttpMethod.Post, Path($"projects/{id}/archivals"), "\"v1\"").TaggedAsync();

        await Organisation.ActAsync(HttpMethod.Post, Path($"projects/{id}/archivals"), etag).RefusedAsync(HttpStatusCode.Conflict, "projects.archived");
    }

    [Fact]
    public async Task A_manager_is_refused_and_another_environment_is_not_found()
    {
        var id = await World.ProjectAsync();
        var other = await World.CreateAsync(World.Host);

        await Manager.ActAsync(HttpMethod.Post, Path($"projects/{id}/archivals"), "\"v1\"").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.ActAsync(HttpMethod.Post, other.Path($"projects/{id}/archivals"), "\"v1\"").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public async Task Of_two_who_archive_at_once_one_succeeds_and_one_is_refused()
    {
        var id = await World.ProjectAsync();

        var answers = await Task.WhenAll(
            Organisation.ActAsync(HttpMethod.Post, Path($"projects/{id}/archivals"), "\"v1\""),
            Organisation.ActAsync(HttpMethod.Post, Path($"projects/{id}/archivals"), "\"v1\""));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed], answers.Select(answer => answer.StatusCode).Order());
    }
}
