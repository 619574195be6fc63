namespace Vemap.Integration.Projects;

public sealed class CreateProjectTests : ApiTest
{
    private static readonly object Bridge = new { code = "A9-BRUG", name = "Brug over de A9", description = "Vervanging van het dek" };

    [Fact]
    public async Task A_created_project_is_found_at_its_Location()
    {
        using var made = await Organisation.PostAsync(Path("projects"), Bridge);

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal("\"v1\"", made.Headers.ETag!.ToString());
        var (project, etag) = await Organisation.GetAsync(made.Headers.Location).TaggedAsync();
        Assert.Equal("\"v1\"", etag);
        Assert.Equal("A9-BRUG", project.GetProperty("code").GetString());
        Assert.Equal("active", project.GetProperty("status").GetString());
        Assert.EndsWith("Z", project.GetProperty("createdAt").GetString());
    }

    [Fact]
    public async Task A_code_is_used_once_in_an_environment()
    {
        await Organisation.PostAsync(Path("projects"), Bridge).BodyAsync(HttpStatusCode.Created);

        await Organisation.PostAsync(Path("projects"), Bridge).RefusedAsync(HttpStatusCode.Conflict, "projects.code-taken");
    }

    [Fact]
    public async Task Two_environments_may_use_the_same_code()
    {
        var other = await World.CreateAsync(World.Host);
        await Organisation.PostAsync(Path("projects"), Bridge).BodyAsync(HttpStatusCode.Created);

        await other.Organisation.PostAsync(other.Path("projects"), Bridge).BodyAsync(HttpStatusCode.Created);
    }

    [Fact]
    public Task A_manager_is_refused_with_403() =>
        Manager.PostAsync(Path("projects"), Bridge).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");

    [Fact]
    public Task A_stranger_logs_in_first() =>
        World.Stranger.PostAsync(Path("projects"), Bridge).RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");

    [Fact]
    public async Task Another_environment_is_not_found()
    {
        var other = await World.CreateAsync(World.Host);

        await Organisation.PostAsync(other.Path("projects"), Bridge).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public Task All_faults_of_the_shape_are_listed_at_once() =>
        Organisation.PostAsync(Path("projects"), """{ "name": null, "tenantId": 3, "description": 7 }""").InvalidAsync(
            ("/name", "null"), ("/tenantId", "unknown-property"), ("/description", "wrong-type"), ("/code", "missing"));

    [Fact]
    public Task All_faults_of_the_values_are_listed_at_once() =>
        Organisation.PostAsync(Path("projects"), new { code = new string('x', 31), name = "" }).InvalidAsync(
            ("/code", "maximum-length"), ("/name", "not-empty"));

    [Fact]
    public Task A_body_that_is_no_JSON_is_refused() =>
        Organisation.PostAsync(Path("projects"), "{ \"code\": ").RefusedAsync(HttpStatusCode.BadRequest, "http.malformed-json");
}
