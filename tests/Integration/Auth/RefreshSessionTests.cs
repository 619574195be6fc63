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
    public async Task A_token_used_again_ends_the_whole_session()
    {
        var person = await Person.JoinAsync(World);
        var stolen = person.Cookie;
        await person.RefreshAsync();

        await person.TryRefreshAsync(stolen).RefusedAsync(HttpStatusCode.Unauthorized, "auth.refresh-token-reused");

        await person.TryRefreshAsync().RefusedAsync(HttpStatusCode.Unauthorized, "auth.session-ended");
        await person.Client.GetAsync("/v1/me").RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
        var page = await World.Admin.GetAsync($"/v1/audit-entries?outcome=auth.refresh-token-reused&action=RefreshSession&actorId={person.UserId}").BodyAsync();
        Assert.Equal("Session", Assert.Single(page.GetProperty("items").EnumerateArray()).GetProperty("objectKind").GetString());
    }

    [Fact]
    public async Task The_same_token_twice_at_once_ends_the_session_too()
    {
        var person = await Person.JoinAsync(World);

        var answers = await Task.WhenAll(person.TryRefreshAsync(), person.TryRefreshAsync());

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Unauthorized], answers.Select(answer => answer.StatusCode).Order());
    }

    [Fact]
    public async Task Other_sessions_of_the_user_go_on()
    {
        var person = await Person.JoinAsync(World);
        var (access, stolen) = (person.AccessToken, person.Cookie);
        await person.TryRefreshAsync(stolen);
        await person.LogInAsync();

        await person.TryRefreshAsync(stolen).RefusedAsync(HttpStatusCode.Unauthorized, "auth.refresh-token-reused");

        await person.RefreshAsync();
        Assert.NotEqual(access, person.AccessToken);
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
}
