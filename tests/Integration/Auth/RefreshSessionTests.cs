namespace Vemap.Integration.Auth;

public sealed class RefreshSessionTests : ApiTest
{
    [Fact]
    public async Task Each_refresh_replaces_the_token()
    {
        var person = await Person.JoinAsync(World);
        var first = person.Cookie;

        await person.RefreshAsync();

        Assert.NotEqual(first, person.Cookie);
        await person.Client.GetAsync("/v1/me").BodyAsync();
        await person.RefreshAsync();
    }

    [Fact]
    public async Task A_token_used_again_after_half_a_minute_ends_the_whole_session()
    {
        var clock = TestClock.FromNow();
        var person = await Person.JoinAsync(await World.CreateAsync(await TestHost.StartAsync(clock)));
        var stolen = person.Cookie;
        await person.RefreshAsync();
        clock.Advance(TimeSpan.FromSeconds(31));

        await person.TryRefreshAsync(stolen).RefusedAsync(HttpStatusCode.Unauthorized, "auth.refresh-token-reused");

        await person.TryRefreshAsync().RefusedAsync(HttpStatusCode.Unauthorized, "auth.session-ended");
        await person.Client.GetAsync("/v1/me").RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
        var page = await person.World.Admin.GetAsync($"/v1/audit-entries?outcome=auth.refresh-token-reused&action=RefreshSession&actorId={person.UserId}").BodyAsync();
        Assert.Equal("Session", Assert.Single(page.GetProperty("items").EnumerateArray()).GetProperty("objectKind").GetString());
    }

    [Fact]
    public async Task Two_tabs_that_refresh_at_once_get_the_same_successor()
    {
        var person = await Person.JoinAsync(World);

        var answers = await Task.WhenAll(person.TryRefreshAsync(), person.TryRefreshAsync(), person.TryRefreshAsync());

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        var successor = Assert.Single(answers.Select(CookieOf).Distinct());
        Assert.NotEqual(person.Cookie, successor);
        await person.TryRefreshAsync(successor).BodyAsync();
    }

    [Fact]
    public async Task A_refresh_repeated_after_a_lost_answer_gets_the_same_successor_although_that_was_used_meanwhile()
    {
        var clock = TestClock.FromNow();
        var person = await Person.JoinAsync(await World.CreateAsync(await TestHost.StartAsync(clock)));
        var first = person.Cookie;
        await person.RefreshAsync();
        var second = person.Cookie;
        await person.RefreshAsync();
        clock.Advance(TimeSpan.FromSeconds(29));

        using var repeated = await person.TryRefreshAsync(first);

        Assert.Equal(second, CookieOf(repeated));
        await person.TryRefreshAsync(second).BodyAsync();
        await person.RefreshAsync();
    }

    [Fact]
    public async Task Other_sessions_of_the_user_go_on()
    {
        var clock = TestClock.FromNow();
        var person = await Person.JoinAsync(await World.CreateAsync(await TestHost.StartAsync(clock)));
        var stolen = person.Cookie;
        await person.TryRefreshAsync(stolen).BodyAsync();
        await person.LogInAsync();
        clock.Advance(TimeSpan.FromSeconds(31));

        await person.TryRefreshAsync(stolen).RefusedAsync(HttpStatusCode.Unauthorized, "auth.refresh-token-reused");

        await person.RefreshAsync();
        await person.Client.GetAsync("/v1/me").BodyAsync();
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://elsewhere.example")]
    [InlineData("Origin", "http://localhost:8080")]
    [InlineData("Origin", "null")]
    public async Task Another_sites_page_neither_refreshes_nor_logs_out(string name, string value)
    {
        var person = await Person.JoinAsync(World);

        await person.FromPageAsync("refresh", (name, value)).RefusedAsync(HttpStatusCode.Forbidden, "auth.foreign-origin");
        await person.FromPageAsync("logout", (name, value)).RefusedAsync(HttpStatusCode.Forbidden, "auth.foreign-origin");

        await person.RefreshAsync();
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Origin", "http://localhost")]
    [InlineData("Origin", "http://127.0.0.1:5080")]
    public async Task The_screens_own_page_refreshes(string name, string value)
    {
        var person = await Person.JoinAsync(World);

        await person.FromPageAsync("refresh", (name, value)).BodyAsync();
    }

    [Fact]
    public async Task A_session_lasts_two_weeks_however_often_it_is_refreshed()
    {
        var clock = TestClock.FromNow();
        var person = await Person.JoinAsync(await World.CreateAsync(await TestHost.StartAsync(clock)));
        clock.Advance(TimeSpan.FromDays(13));
        await person.RefreshAsync();
        clock.Advance(TimeSpan.FromDays(1));

        await person.TryRefreshAsync().RefusedAsync(HttpStatusCode.Unauthorized, "auth.session-ended");
    }

    [Theory]
    [InlineData("vemap-refresh=nonsense")]
    [InlineData("vemap-refresh=00000000000000000000000000000000.AAAA")]
    [InlineData("other=1")]
    public async Task Without_a_token_of_ours_there_is_no_session(string cookie)
    {
        var person = await Person.JoinAsync(World);

        await person.TryRefreshAsync(cookie).RefusedAsync(HttpStatusCode.Unauthorized, "auth.session-ended");
    }

    private static string CookieOf(HttpResponseMessage answer) => answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
}
