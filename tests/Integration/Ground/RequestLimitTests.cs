using Microsoft.AspNetCore.Hosting;

namespace Vemap.Integration.Ground;

/// <summary>How many requests a minute, and how much of what costs others.</summary>
public sealed class RequestLimitTests
{
    private readonly TestClock clock = TestClock.FromNow();

    [Fact]
    public async Task A_users_requests_are_limited_per_minute_and_no_other_users()
    {
        var world = await WorldAsync(("Limits:RequestsPerMinute", "2"));
        for (var number = 0; number < 2; number++) await world.Organisation.GetAsync("/v1/me").BodyAsync();

        using var refused = await world.Organisation.GetAsync("/v1/me");

        AssertLimit(refused, "\"requests\";q=2;w=60", "\"requests\";r=0;t=60", 60);
        await Task.FromResult(refused).RefusedAsync(HttpStatusCode.TooManyRequests, "http.too-many-requests");
        await world.Manager.GetAsync("/v1/me").BodyAsync();
        clock.Advance(TimeSpan.FromSeconds(60));
        await world.Organisation.GetAsync("/v1/me").BodyAsync();
    }

    [Fact]
    public async Task Strangers_are_limited_by_their_address_and_health_is_not()
    {
        var world = await WorldAsync(("Limits:RequestsPerMinute", "2"));
        for (var number = 0; number < 2; number++) await world.Stranger.GetAsync("/v1/me").RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");

        await world.Stranger.GetAsync("/v1/me").RefusedAsync(HttpStatusCode.TooManyRequests, "http.too-many-requests");
        await world.Stranger.GetAsync("/health/live").BodyAsync();
        await world.Organisation.GetAsync("/v1/me").BodyAsync();
    }

    [Fact]
    public async Task An_environments_requests_are_limited_and_only_its_members_count()
    {
        var world = await WorldAsync(("Limits:EnvironmentRequestsPerMinute", "2"));
        var foreign = await World.CreateAsync(world.Host);
        for (var number = 0; number < 5; number++)
            await foreign.Organisation.GetAsync(world.Path("projects")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await world.Organisation.GetAsync(world.Path("projects")).BodyAsync();
        await world.Manager.GetAsync(world.Path("projects")).BodyAsync();

        using var refused = await world.Organisation.GetAsync(world.Path("projects"));

        AssertLimit(refused, "\"environment-requests\";q=2;w=60", "\"environment-requests\";r=0;t=60", 60);
        await foreign.Organisation.GetAsync(world.Path("projects")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await foreign.Organisation.GetAsync(foreign.Path("projects")).BodyAsync();
        await world.Admin.GetAsync($"/v1/client-environments/{world.Environment}").BodyAsync();
        clock.Advance(TimeSpan.FromSeconds(60));
        await world.Organisation.GetAsync(world.Path("projects")).BodyAsync();
    }

    [Fact]
    public async Task Log_ins_are_limited_by_address_with_the_same_headers()
    {
        var world = await WorldAsync(("Identity:AttemptsPerMinute", "1"));
        await world.Stranger.PostAsync("/v1/auth/login", "{}").BodyAsync(HttpStatusCode.BadRequest);

        using var refused = await world.Stranger.PostAsync("/v1/auth/login", "{}");

        AssertLimit(refused, "\"auth\";q=1;w=60", "\"auth\";r=0;t=60", 60);
        clock.Advance(TimeSpan.FromSeconds(60));
        await world.Stranger.PostAsync("/v1/auth/login", "{}").BodyAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Invitations_are_limited_per_environment_and_refused_ones_do_not_count()
    {
        var world = await WorldAsync(("Limits:InvitationsPerHour", "2"));
        await InviteAsync(world, "a").BodyAsync(HttpStatusCode.Created);
        await InviteAsync(world, "a").RefusedAsync(HttpStatusCode.Conflict, "users.already-member");
        await InviteAsync(world, "b").BodyAsync(HttpStatusCode.Created);

        using var refused = await InviteAsync(world, "c");

        var wait = (int)refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds;
        AssertLimit(refused, "\"invitations\";q=2;w=3600", $"\"invitations\";r=0;t={wait}", wait);
        await Task.FromResult(refused).RefusedAsync(HttpStatusCode.TooManyRequests, "common.limit-reached");
        await InviteAsync(await World.CreateAsync(world.Host), "c").BodyAsync(HttpStatusCode.Created);
        clock.Advance(TimeSpan.FromSeconds(wait));
        await InviteAsync(world, "c").BodyAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_limit_holds_across_several_programs()
    {
        var world = await WorldAsync(("Limits:InvitationsPerHour", "1"));
        var second = await WorldAsync(("Limits:InvitationsPerHour", "1"));
        using var elsewhere = second.Host.CreateClient();
        elsewhere.DefaultRequestHeaders.Authorization = world.Organisation.DefaultRequestHeaders.Authorization;
        await InviteAsync(world, "a").BodyAsync(HttpStatusCode.Created);

        await elsewhere.PostAsync(world.Path("users"), Invitation(world, "b")).RefusedAsync(HttpStatusCode.TooManyRequests, "common.limit-reached");
    }

    [Fact]
    public async Task Of_many_invitations_at_once_no_more_than_the_limit_go_out()
    {
        var world = await WorldAsync(("Limits:InvitationsPerHour", "5"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => InviteAsync(world, $"p{number}")));

        Assert.Equal(5, answers.Count(answer => answer.StatusCode == HttpStatusCode.Created));
    }

    [Fact]
    public async Task One_person_is_sent_few_invitations_an_hour()
    {
        var world = await WorldAsync(("Limits:InvitationResendsPerHour", "1"));
        var first = await InviteAsync(world, "a").BodyAsync(HttpStatusCode.Created);
        var second = await InviteAsync(world, "b").BodyAsync(HttpStatusCode.Created);
        await ResendAsync(world, first.Id()).BodyAsync();

        await ResendAsync(world, first.Id()).RefusedAsync(HttpStatusCode.TooManyRequests, "common.limit-reached");
        await ResendAsync(world, second.Id()).BodyAsync();
        clock.Advance(TimeSpan.FromHours(1));
        await ResendAsync(world, first.Id()).BodyAsync();
    }

    [Fact]
    public async Task Announced_uploads_are_limited_per_environment()
    {
        var world = await WorldAsync(("Limits:UploadsPerHour", "1"));
        await AnnounceAsync(world).BodyAsync(HttpStatusCode.Created);

        await AnnounceAsync(world).RefusedAsync(HttpStatusCode.TooManyRequests, "common.limit-reached");
        clock.Advance(TimeSpan.FromHours(1));
        await AnnounceAsync(world).BodyAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task An_invalid_request_does_not_count()
    {
        var world = await WorldAsync(("Limits:UploadsPerHour", "1"));

        await AnnounceAsync(world, name: "").BodyAsync(HttpStatusCode.BadRequest);
        await AnnounceAsync(world).BodyAsync(HttpStatusCode.Created);
    }

    private static Task<HttpResponseMessage> AnnounceAsync(World world, string name = "logo.png") =>
        world.Organisation.PostAsync(world.Path("logos"), new { name, size = 3, contentType = "image/png", sha256 = new string('a', 64) });

    private static Task<HttpResponseMessage> InviteAsync(World world, string name) =>
        world.Organisation.PostAsync(world.Path("users"), Invitation(world, name));

    private static object Invitation(World world, string name) =>
        new { email = $"{name}-{world.Environment}@people.vemap.test", fullName = "New Person", role = "manager" };

    private static async Task<HttpResponseMessage> ResendAsync(World world, string membership)
    {
        var path = world.Path($"users/{membership}");
        return await world.Organisation.ActAsync(HttpMethod.Post, $"{path}/invitations", await world.Organisation.ETagAsync(path));
    }

    private static void AssertLimit(HttpResponseMessage answer, string policy, string limit, int retryAfter)
    {
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal(policy, answer.Headers.GetValues("RateLimit-Policy").Single());
        Assert.Equal(limit, answer.Headers.GetValues("RateLimit").Single());
        Assert.Equal(retryAfter, answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
    }

    private async Task<World> WorldAsync(params (string Name, string Value)[] settings) =>
        await World.CreateAsync(await TestHost.StartAsync(clock, builder =>
        {
            foreach (var (name, value) in settings) builder.UseSetting(name, value);
        }));
}
