namespace Vemap.Integration.Users;

public sealed class ListAllUsersTests : ApiTest
{
    [Fact]
    public async Task An_Admin_finds_a_user_by_address()
    {
        var (person, _) = await Person.InviteAsync(World);

        var page = await World.Admin.GetAsync($"/v1/users?email={person.Email.ToUpperInvariant()}").BodyAsync();

        Assert.Equal(person.UserId, Assert.Single(page.GetProperty("items").EnumerateArray()).Id());
        Assert.Equal(0, (await World.Admin.GetAsync($"/v1/users?email={person.Email}&status=active").BodyAsync()).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Pages_follow_each_other()
    {
        using var first = await World.Admin.GetAsync("/v1/users?limit=2");
        var next = first.Headers.GetValues("Link").Single().Split('<', '>')[1];

        var second = await World.Admin.GetAsync(next).BodyAsync();

        Assert.Equal(2, second.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task An_Admin_finds_the_Admins_with_their_versions()
    {
        var me = await World.Admin.GetAsync("/v1/me").BodyAsync();

        var admins = (await World.Admin.GetAsync("/v1/users?isAdmin=true&limit=200").BodyAsync()).GetProperty("items").EnumerateArray().ToList();

        Assert.All(admins, item => Assert.True(item.GetProperty("isAdmin").GetBoolean()));
        Assert.Equal(me.GetProperty("version").GetInt32(), admins.Single(item => item.Id() == me.Id()).GetProperty("version").GetInt32());
        var others = await World.Admin.GetAsync($"/v1/users?isAdmin=false&email={me.GetProperty("email").GetString()}").BodyAsync();
        Assert.Equal(0, others.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Only_an_Admin_may()
    {
        await Organisation.GetAsync("/v1/users").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await World.Stranger.GetAsync("/v1/users").RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
        await World.Admin.GetAsync("/v1/users?status=gone&limit=0").InvalidAsync(("?status", "unknown-value"));
    }
}
