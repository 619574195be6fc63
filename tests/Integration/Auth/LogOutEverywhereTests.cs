namespace Vemap.Integration.Auth;

public sealed class LogOutEverywhereTests : ApiTest
{
    [Fact]
    public async Task Every_session_of_the_user_ends_and_nobody_elses()
    {
        var (person, other) = (await Person.JoinAsync(World), await Person.JoinAsync(World));
        var (access, cookie) = (person.Client, person.Cookie);
        await person.LogInAsync();

        using var answer = await person.Client.PostAsync("/v1/auth/logout/everywhere", content: null);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Contains("expires=Thu, 01 Jan 1970", answer.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        foreach (var client in (HttpClient[])[access, person.Client]) await client.GetAsync("/v1/me")
            .RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
        foreach (var ended in (string[])[cookie, person.Cookie]) await person.TryRefreshAsync(ended)
            .RefusedAsync(HttpStatusCode.Unauthorized, "auth.session-ended");
        await other.Client.GetAsync("/v1/me").BodyAsync();
        await person.LogInAsync();
    }

    [Fact]
    public Task A_stranger_logs_in_first() =>
        World.Stranger.PostAsync("/v1/auth/logout/everywhere", content: null).RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
}
