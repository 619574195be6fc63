namespace Vemap.Integration.Users;

/// <summary>On a database of its own, for in the shared one there is always another Admin.</summary>
public sealed class LastAdminTests : IAsyncLifetime
{
    private TestHost host = null!;
    private World world = null!;

    public async Task InitializeAsync()
    {
        host = await TestHost.StartAsync(database: await TestDatabase.OwnAsync("last_admin"));
        world = await World.CreateAsync(host);
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task The_last_active_one_stays_although_others_are_invited_and_goes_when_another_has_come()
    {
        var me = (await world.Admin.GetAsync("/v1/me").BodyAsync()).Id();
        await world.Admin.PostAsync("/v1/users", new { email = "second@people.vemap.test", fullName = "Second" }).BodyAsync(HttpStatusCode.Created);

        await DemoteAdminTests.DemoteAsync(world.Admin, me).RefusedAsync(HttpStatusCode.Conflict, "users.last-admin");

        await world.UserAsync(admin: true);
        await DemoteAdminTests.DemoteAsync(world.Admin, me).BodyAsync();
        await world.Admin.GetAsync("/v1/users").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
    }

    [Theory]
    [InlineData("demotions")]
    [InlineData("disablements")]
    public async Task Two_who_remove_each_other_at_once_leave_one(string action)
    {
        var (second, secondId) = await world.UserAsync(admin: true);
        var firstId = (await world.Admin.GetAsync("/v1/me").BodyAsync()).Id();

        await using var held = await Standstill.OfAsync(host.Database, "users", secondId.Value);
        var one = world.Admin.ActAsync(HttpMethod.Post, $"/v1/users/{secondId}/{action}", "\"v1\"");
        await held.ReachedByAsync(one);
        var other = second.ActAsync(HttpMethod.Post, $"/v1/users/{firstId}/{action}", "\"v1\"");
        await held.ReachedByAsync(one, other);

        await held.EndAsync();

        await one.BodyAsync();
        await other.RefusedAsync(HttpStatusCode.Conflict, "users.last-admin");
        var admins = await world.Admin.GetAsync("/v1/users?isAdmin=true&status=active").BodyAsync();
        Assert.Equal(firstId, Assert.Single(admins.GetProperty("items").EnumerateArray()).Id());
    }
}
