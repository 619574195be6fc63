namespace Vemap.Integration.Projects;

public sealed class ChangeProjectTests : ApiTest
{
    [Fact]
    public async Task It_changes_as_a_whole()
    {
        var builder = await Organisation.PostAsync(Path("contractors"), new { name = "BAM" }).BodyAsync(HttpStatusCode.Created);
        var id = await World.ProjectAsync();

        var (_, etag) = await Organisation.PutAsync(Path($"projects/{id}"), Body("A9-2", builder.Id()), "\"v1\"").TaggedAsync();

        var project = await Organisation.GetAsync(Path($"projects/{id}")).BodyAsync();
        Assert.Equal(("\"v2\"", "A9-2"), (etag, project.GetProperty("code").GetString()));
        Assert.Equal([builder.Id()], project.GetProperty("contractorIds").EnumerateArray().Select(contractor => contractor.GetString()));
    }

    [Fact]
    public async Task The_code_of_another_project_is_refused_and_its_own_is_accepted()
    {
        await World.ProjectAsync("TAKEN");
        var id = await World.ProjectAsync("OWN");

        await Organisation.PutAsync(Path($"projects/{id}"), Body("TAKEN"), "\"v1\"").RefusedAsync(HttpStatusCode.Conflict, "projects.code-taken");
        await Organisation.PutAsync(Path($"projects/{id}"), Body("OWN"), "\"v1\"").BodyAsync();
    }

    [Fact]
    public async Task A_contractor_of_another_environment_is_unknown()
    {
        var other = await World.CreateAsync(World.Host);
        var stranger = await other.Organisation.PostAsync(other.Path("contractors"), new { name = "BAM" }).BodyAsync(HttpStatusCode.Created);
        var id = await World.ProjectAsync();

        await Organisation.PutAsync(Path($"projects/{id}"), Body("A9", stranger.Id()), "\"v1\"").RefusedAsync(HttpStatusCode.Conflict, "projects.unknown-contractor");
    }

    [Fact]
    public async Task An_archived_project_does_not_change()
    {
        var id = await World.ProjectAsync();
        var (_, etag) = await Organisation.ActAsync(HttpMethod.Post, Path($"projects/{id}/archivals"), "\"v1\"").TaggedAsync();

        await Organisation.PutAsync(Path($"projects/{id}"), Body("A9"), etag).RefusedAsync(HttpStatusCode.Conflict, "projects.archived");
    }

    [Fact]
    public async Task A_missing_version_is_428_and_a_stale_one_412()
    {
        var id = await World.ProjectAsync();

        await Organisation.PutAsync(Path($"projects/{id}"), Body("A9")).RefusedAsync(HttpStatusCode.PreconditionRequired, "common.version-required");
        await Organisation.PutAsync(Path($"projects/{id}"), Body("A9"), "\"v7\"").RefusedAsync(HttpStatusCode.PreconditionFailed, "common.stale");
    }

    [Fact]
    public async Task A_manager_is_refused_and_another_environment_is_not_found()
    {
        var id = await World.ProjectAsync();
        var other = await World.CreateAsync(World.Host);

        await Manager.PutAsync(Path($"projects/{id}"), Body("A9"), "\"v1\"").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.PutAsync(other.Path($"projects/{id}"), Body("A9"), "\"v1\"").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public async Task All_faults_are_listed_at_once()
    {
        var id = await World.ProjectAsync();

        await Organisation.PutAsync(Path($"projects/{id}"), new { code = "", name = new string('x', 201), description = (string?)null, contractorIds = Array.Empty<string>() }, "\"v1\"")
            .InvalidAsync(("/code", "not-empty"), ("/name", "maximum-length"));
        await Organisation.PutAsync(Path($"projects/{id}"), """{ "code": "A", "name": "A", "contractorIds": ["seven"] }""", "\"v1\"")
            .InvalidAsync(("/description", "missing"), ("/contractorIds/0", "wrong-type"));
    }

    private static object Body(string code, params string[] contractors) => new { code, name = "Brug", description = (string?)null, contractorIds = contractors };
}
