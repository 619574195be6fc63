namespace Vemap.Integration.ClientEnvironments;

public sealed class ReactivateClientEnvironmentTests : ApiTest
{
    [Fact]
    public async Task The_users_of_a_reactivated_environment_have_access_again()
    {
        await World.Admin.ActAsync(HttpMethod.Post, Path("suspensions"), "\"v1\"").BodyAsync();

        await World.Admin.ActAsync(HttpMethod.Post, Path("reactivations"), "\"v2\"").BodyAsync();

        await Manager.GetAsync(Path("projects")).BodyAsync();
        await World.Admin.ActAsync(HttpMethod.Post, Path("reactivations"), "\"v3\"")
            .RefusedAsync(HttpStatusCode.Conflict, "client-environments.already-active");
    }

    [Fact]
    public async Task Reactivating_is_refused_with_an_old_version_and_to_other_roles()
    {
        await World.Admin.ActAsync(HttpMethod.Post, Path("reactivations"), null).RefusedAsync(HttpStatusCode.PreconditionRequired, "common.version-required");
        await World.Admin.ActAsync(HttpMethod.Post, Path("reactivations"), "\"v9\"").RefusedAsync(HttpStatusCode.PreconditionFailed, "common.stale");
        await Organisation.ActAsync(HttpMethod.Post, Path("reactivations"), "\"v1\"").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await (await World.CreateAsync(World.Host)).Organisation.ActAsync(HttpMethod.Post, Path("reactivations"), "\"v1\"")
            .RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }
}
