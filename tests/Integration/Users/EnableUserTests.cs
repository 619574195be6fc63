namespace Vemap.Integration.Users;

public sealed class EnableUserTests : ApiTest
{
    [Fact]
    public async Task Whoever_was_active_logs_in_again_with_the_same_password()
    {
        var person = await Person.JoinAsync(World);
        await ActAsync("disablements", person.UserId).BodyAsync();

        await ActAsync("enablements", person.UserId).BodyAsync();

        await person.TryRefreshAsync().RefusedAsync(HttpStatusCode.Unauthorized, "auth.session-ended");
        await person.LogInAsync();
    }

    [Fact]
    public async Task Whoever_was_invited_is_invited_again()
    {
        var (person, token) = await Person.InviteAsync(World);
        await ActAsync("disablements", person.UserId).BodyAsync();
        await World.Stranger.PostAsync("/v1/auth/challenges", new { kind = "new-password", token, newPassword = Person.Password }).RefusedAsync(HttpStatusCode.Gone, "auth.token-spent");

        await ActAsync("enablements", person.UserId).BodyAsync();

        Assert.Equal("invited", (await World.Admin.GetAsync($"/v1/users/{person.UserId}").BodyAsync()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Only_a_disabled_user_is_enabled_and_only_by_an_Admin()
    {
        await ActAsync("enablements", World.ManagerId.ToString()).RefusedAsync(HttpStatusCode.Conflict, "users.not-disabled");
        await Organisation.ActAsync(HttpMethod.Post, $"/v1/users/{World.ManagerId}/enablements", "\"v1\"").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await World.Admin.ActAsync(HttpMethod.Post, $"/v1/users/{World.ManagerId}/enablements", null).RefusedAsync(HttpStatusCode.PreconditionRequired, "common.version-required");
    }

    private async Task<HttpResponseMessage> ActAsync(string action, string user) =>
        await World.Admin.ActAsync(HttpMethod.Post, $"/v1/users/{user}/{action}", await World.Admin.ETagAsync($"/v1/users/{user}"));
}
