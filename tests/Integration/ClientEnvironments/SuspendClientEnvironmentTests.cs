namespace Vemap.Integration.ClientEnvironments;

public sealed class SuspendClientEnvironmentTests : ApiTest
{
    [Fact]
    public async Task The_users_of_a_suspended_environment_lose_access_within_five_seconds()
    {
        var clock = TestClock.FromNow();
        var world = await World.CreateAsync(await TestHost.StartAsync(clock));
        await world.Manager.GetAsync(world.Path("projects")).BodyAsync();

        await world.Admin.ActAsync(HttpMethod.Post, world.Path("suspensions"), "\"v1\"").BodyAsync();

        clock.Advance(TimeSpan.FromSeconds(5));
        await world.Manager.GetAsync(world.Path("projects")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await world.Organisation.GetAsync($"/v1/client-environments/{world.Environment}").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        Assert.Equal("suspended", (await world.Admin.GetAsync($"/v1/client-environments/{world.Environment}").BodyAsync()).GetProperty("status").GetString());
        await world.Admin.ActAsync(HttpMethod.Post, world.Path("suspensions"), "\"v2\"")
            .RefusedAsync(HttpStatusCode.Conflict, "client-environments.already-suspended");
    }

    [Fact]
    public async Task Suspending_is_refused_with_an_old_version_and_to_other_roles()
    {
        await World.Admin.ActAsync(HttpMethod.Post, Path("suspensions"), null).RefusedAsync(HttpStatusCode.PreconditionRequired, "common.version-required");
        await World.Admin.ActAsync(HttpMethod.Post, Path("suspensions"), "\"v9\"").RefusedAsync(HttpStatusCode.PreconditionFailed, "common.stale");
        await Organisation.ActAsync(HttpMethod.Post, Path("suspensions"), "\"v1\"").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await (await World.CreateAsync(World.Host)).Organisation.ActAsync(HttpMethod.Post, Path("suspensions"), "\"v1\"")
            .RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }
}
