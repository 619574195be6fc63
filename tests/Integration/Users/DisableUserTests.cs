namespace Vemap.Integration.Users;

public sealed class DisableUserTests : ApiTest
{
    [Fact]
    public async Task A_disabled_user_is_out_with_every_token_and_password()
    {
        var person = await Person.JoinAsync(World);
        await person.Client.GetAsync("/v1/me").BodyAsync();

        await DisableAsync(person.UserId).BodyAsync();

        await person.Client.GetAsync("/v1/me").RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
        await person.TryRefreshAsync().RefusedAsync(HttpStatusCode.Unauthorized, "auth.session-ended");
        await person.TryLogInAsync().RefusedAsync(HttpStatusCode.Forbidden, "auth.not-allowed");
        await DisableAsync(person.UserId).RefusedAsync(HttpStatusCode.Conflict, "users.disabled");
    }

    [Fact]
    public async Task Nobody_disables_themselves()
    {
        var me = await World.Admin.GetAsync("/v1/me").BodyAsync();

        await DisableAsync(me.Id()).RefusedAsync(HttpStatusCode.Conflict, "users.oneself");
    }

    [Fact]
    public async Task The_version_counts_and_others_may_not()
    {
        var path = $"/v1/users/{World.ManagerId}/disablements";
        await World.Admin.ActAsync(HttpMethod.Post, path, null).RefusedAsync(HttpStatusCode.PreconditionRequired, "common.version-required");
        await World.Admin.ActAsync(HttpMethod.Post, path, "\"v99\"").RefusedAsync(HttpStatusCode.PreconditionFailed, "common.stale");
        await Organisation.ActAsync(HttpMethod.Post, path, "\"v1\"").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await World.Admin.ActAsync(HttpMethod.Post, $"/v1/users/{World.Environment}/disablements", "\"v1\"").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    private async Task<HttpResponseMessage> DisableAsync(string user) =>
        await World.Admin.ActAsync(HttpMethod.Post, $"/v1/users/{user}/disablements", await World.Admin.ETagAsync($"/v1/users/{user}"));
}
