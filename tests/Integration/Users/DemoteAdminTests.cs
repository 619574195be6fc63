namespace Vemap.Integration.Users;

public sealed class DemoteAdminTests : ApiTest
{
    [Fact]
    public async Task The_token_of_before_grants_nothing_more_here_at_once_and_elsewhere_within_five_seconds()
    {
        var clock = TestClock.FromNow();
        var person = await Person.JoinAsync(await World.CreateAsync(await TestHost.StartAsync(clock)));
        var admin = person.World.Admin;
        await admin.PostAsync("/v1/users", new { email = person.Email, fullName = "X" }).BodyAsync(HttpStatusCode.Created);
        var elsewhere = Person.With(await TestHost.StartAsync(clock), person.AccessToken);
        await elsewhere.GetAsync("/v1/client-environments").BodyAsync();
        await person.Client.GetAsync("/v1/client-environments").BodyAsync();

        await DemoteAsync(admin, person.UserId).BodyAsync();

        await person.Client.GetAsync("/v1/client-environments").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        clock.Advance(TimeSpan.FromSeconds(5));
        await elsewhere.GetAsync("/v1/client-environments").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        Assert.False((await elsewhere.GetAsync("/v1/me").BodyAsync()).GetProperty("isAdmin").GetBoolean());
    }

    [Fact]
    public async Task It_stands_in_the_audit_log_with_both()
    {
        var (_, other) = await World.UserAsync(admin: true);
        var me = await World.Admin.GetAsync("/v1/me").BodyAsync();

        await DemoteAsync(World.Admin, other.ToString()).BodyAsync();

        var log = await World.Admin.GetAsync($"/v1/audit-entries?action=DemoteAdmin&objectId={other}&actorId={me.Id()}").BodyAsync();
        Assert.Equal("ok", Assert.Single(log.GetProperty("items").EnumerateArray()).GetProperty("outcome").GetString());
        await DemoteAsync(World.Admin, other.ToString()).RefusedAsync(HttpStatusCode.Conflict, "users.not-admin");
    }

    [Fact]
    public async Task The_version_counts_and_others_may_not()
    {
        var (_, other) = await World.UserAsync(admin: true);
        var path = $"/v1/users/{other}/demotions";
        await World.Admin.ActAsync(HttpMethod.Post, path, null).RefusedAsync(HttpStatusCode.PreconditionRequired, "common.version-required");
        await World.Admin.ActAsync(HttpMethod.Post, path, "\"v99\"").RefusedAsync(HttpStatusCode.PreconditionFailed, "common.stale");
        await Organisation.ActAsync(HttpMethod.Post, path, "\"v1\"").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await World.Stranger.ActAsync(HttpMethod.Post, path, "\"v1\"").RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
        await World.Admin.ActAsync(HttpMethod.Post, $"/v1/users/{World.Environment}/demotions", "\"v1\"").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    internal static async Task<HttpResponseMessage> DemoteAsync(HttpClient client, string user) =>
        await client.ActAsync(HttpMethod.Post, $"/v1/users/{user}/demotions", await client.ETagAsync($"/v1/users/{user}"));
}
