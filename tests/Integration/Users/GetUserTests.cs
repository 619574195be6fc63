namespace Vemap.Integration.Users;

public sealed class GetUserTests : ApiTest
{
    [Fact]
    public async Task It_shows_the_person_and_what_the_membership_grants()
    {
        var (user, etag) = await Organisation.GetAsync(Path("users/" + await World.MembershipAsync(World.ManagerId))).TaggedAsync();

        Assert.Equal("\"v1\"", etag);
        Assert.Equal(("manager", "active"), (user.GetProperty("role").GetString(), user.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Others_see_nothing_of_it()
    {
        var membership = await World.MembershipAsync(World.ManagerId);
        var other = await World.CreateAsync(World.Host);

        await Manager.GetAsync(Path("users/" + membership)).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await other.Organisation.GetAsync(other.Path("users/" + membership)).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Organisation.GetAsync(Path("users/" + World.ManagerId)).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }
}
