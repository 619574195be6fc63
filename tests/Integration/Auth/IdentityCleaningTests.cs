using Microsoft.Extensions.DependencyInjection;
using Vemap.Domain.Users;
using Vemap.Web.Hosting;

namespace Vemap.Integration.Auth;

/// <summary>On a database of its own, for in the shared one everybody else's sessions would expire too.</summary>
public sealed class IdentityCleaningTests : IAsyncLifetime
{
    private readonly TestClock clock = TestClock.FromNow();
    private TestHost host = null!;
    private Person person = null!;

    public async Task InitializeAsync()
    {
        host = await TestHost.StartAsync(clock, database: await TestDatabase.OwnAsync("identity_cleaning"));
        person = await Person.JoinAsync(await World.CreateAsync(host));
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task What_has_expired_is_kept_for_thirty_days()
    {
        // The invitation's token for seven days, the password reset's for an hour, the session for fourteen days.
        await person.World.Stranger.PostAsync("/v1/auth/password-resets", new { email = person.Email }).BodyAsync(HttpStatusCode.Accepted);

        Assert.Equal((1, 2), await LeftAfterAsync(TimeSpan.FromDays(30)));
        Assert.Equal((1, 1), await LeftAfterAsync(TimeSpan.FromHours(2)));
        Assert.Equal((1, 0), await LeftAfterAsync(TimeSpan.FromDays(7)));
        Assert.Equal((0, 0), await LeftAfterAsync(TimeSpan.FromDays(7)));
    }

    [Fact]
    public async Task What_ended_before_its_time_is_kept_as_long_and_says_that_it_has_ended()
    {
        (await person.TryLogOutAsync()).Dispose();
        Assert.Equal((1, 1), await LeftAfterAsync(TimeSpan.FromDays(13)));

        await person.TryRefreshAsync().RefusedAsync(HttpStatusCode.Unauthorized, "auth.session-ended");
        Assert.Equal((1, 0), await LeftAfterAsync(TimeSpan.FromDays(30)));
        Assert.Equal((0, 0), await LeftAfterAsync(TimeSpan.FromDays(2)));
    }

    [Fact]
    public async Task Those_who_come_back_after_it_log_in_as_ever()
    {
        await LeftAfterAsync(TimeSpan.FromDays(50));

        await person.TryRefreshAsync().RefusedAsync(HttpStatusCode.Unauthorized, "auth.session-ended");
        await person.LogInAsync();
        Assert.Equal((1, 0), await LeftAfterAsync(TimeSpan.Zero));
    }

    private async Task<(int Sessions, int Tokens)> LeftAfterAsync(TimeSpan time)
    {
        clock.Advance(time);
        await host.Services.GetRequiredService<IdentityCleaningLoop>().StepAsync(CancellationToken.None);
        var (user, sessions, tokens) = (UserId.Parse(person.UserId, null), 0, 0);
        await person.World.SaveAsync((db, _) => (sessions, tokens) = (db.Set<Session>().Count(session => session.UserId == user), db.Set<OneTimeToken>().Count(token => token.UserId == user)));
        return (sessions, tokens);
    }
}
