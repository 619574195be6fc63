namespace Vemap.Integration.Auth;

public sealed class LogOutTests : ApiTest
{
    [Fact]
    public async Task The_session_ends_with_its_access_tokens_and_the_cookie_is_dropped()
    {
        var person = await Person.JoinAsync(World);
        await person.Client.GetAsync("/v1/me").BodyAsync();

        using var answer = await person.TryLogOutAsync();

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Contains("expires=Thu, 01 Jan 1970", answer.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        await person.Client.GetAsync("/v1/me").RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
        await person.TryRefreshAsync().RefusedAsync(HttpStatusCode.Unauthorized, "auth.session-ended");
    }

    [Fact]
    public async Task Another_server_refuses_the_old_access_token_within_five_seconds()
    {
        var clock = TestClock.FromNow();
        var person = await Person.JoinAsync(await World.CreateAsync(await TestHost.StartAsync(clock)));
        var elsewhere = Person.With(await TestHost.StartAsync(clock), person.AccessToken);
        await elsewhere.GetAsync("/v1/me").BodyAsync();
        (await person.TryLogOutAsync()).Dispose();

        clock.Advance(TimeSpan.FromSeconds(5));

        await elsewhere.GetAsync("/v1/me").RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
    }

    [Fact]
    public async Task An_access_token_alone_ends_its_session_here_and_on_another_server_within_five_seconds()
    {
        var clock = TestClock.FromNow();
        var person = await Person.JoinAsync(await World.CreateAsync(await TestHost.StartAsync(clock)));
        var elsewhere = Person.With(await TestHost.StartAsync(clock), person.AccessToken);
        await elsewhere.GetAsync("/v1/me").BodyAsync();
        await person.Client.GetAsync("/v1/me").BodyAsync();

        await person.Client.PostAsync("/v1/auth/logout", content: null).BodyAsync(HttpStatusCode.NoContent);

        await person.Client.GetAsync("/v1/me").RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
        clock.Advance(TimeSpan.FromSeconds(5));
        await elsewhere.GetAsync("/v1/me").RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
        await person.TryRefreshAsync().RefusedAsync(HttpStatusCode.Unauthorized, "auth.session-ended");
    }

    [Fact]
    public async Task An_access_token_ends_no_other_session_of_its_user()
    {
        var person = await Person.JoinAsync(World);
        var first = person.Client;
        await person.LogInAsync();

        await first.PostAsync("/v1/auth/logout", content: null).BodyAsync(HttpStatusCode.NoContent);

        await first.GetAsync("/v1/me").RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
        await person.Client.GetAsync("/v1/me").BodyAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_audit_log_knows_who_it_was_by_either_token(bool cookie)
    {
        var person = await Person.JoinAsync(World);

        (cookie ? await person.TryLogOutAsync() : await person.Client.PostAsync("/v1/auth/logout", content: null)).Dispose();

        var page = await World.Admin.GetAsync($"/v1/audit-entries?action=LogOut&actorId={person.UserId}").BodyAsync();
        var entry = Assert.Single(page.GetProperty("items").EnumerateArray());
        Assert.Equal(("ok", "Session"), (entry.GetProperty("outcome").GetString(), entry.GetProperty("objectKind").GetString()));
    }

    [Fact]
    public async Task Twice_or_without_a_session_is_no_fault()
    {
        var person = await Person.JoinAsync(World);
        (await person.TryLogOutAsync()).Dispose();

        using var again = await person.TryLogOutAsync();
        using var stranger = await World.Stranger.PostAsync("/v1/auth/logout", content: null);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (again.StatusCode, stranger.StatusCode));
    }
}
