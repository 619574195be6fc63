namespace Vemap.Integration.ClientEnvironments;

public sealed class GetClientEnvironmentTests : ApiTest
{
    [Fact]
    public async Task Organisation_and_Admin_see_the_environment()
    {
        foreach (var client in (HttpClient[])[Organisation, World.Admin])
        {
            var (environment, etag) = await client.GetAsync($"/v1/client-environments/{World.Environment}").TaggedAsync();
            Assert.Equal("\"v1\"", etag);
            Assert.Equal(World.Environment.ToString(), environment.Id());
            Assert.Equal(0, environment.GetProperty("allowedAddresses").GetArrayLength());
        }
    }

    [Fact]
    public async Task The_environment_is_not_shown_to_other_roles()
    {
        await Manager.GetAsync($"/v1/client-environments/{World.Environment}").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await (await World.CreateAsync(World.Host)).Organisation.GetAsync($"/v1/client-environments/{World.Environment}")
            .RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await World.Admin.GetAsync($"/v1/client-environments/{World.ManagerId}").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }
}
