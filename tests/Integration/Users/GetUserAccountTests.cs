namespace Vemap.Integration.Users;

public sealed class GetUserAccountTests : ApiTest
{
    [Fact]
    public async Task An_Admin_sees_the_account()
    {
        var account = await World.Admin.GetAsync($"/v1/users/{World.ManagerId}").BodyAsync();

        Assert.Equal("active", account.GetProperty("status").GetString());
        Assert.False(account.GetProperty("isAdmin").GetBoolean());
    }

    [Fact]
    public async Task Others_may_not_and_an_unknown_one_is_not_there()
    {
        await Organisation.GetAsync($"/v1/users/{World.ManagerId}").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await World.Admin.GetAsync($"/v1/users/{World.Environment}").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }
}
