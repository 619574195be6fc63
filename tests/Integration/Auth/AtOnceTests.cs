using Vemap.Domain.Users;

namespace Vemap.Integration.Auth;

/// <summary>Two things with one account at the same moment: whatever ends sessions, or replaces a password, wins.</summary>
public sealed class AtOnceTests : ApiTest
{
    private const string NewPassword = "another good password";

    [Fact]
    public async Task A_log_in_under_way_with_the_old_password_does_not_outlive_the_new_one()
    {
        var person = await Person.JoinAsync(World);
        var token = await ResetTokenAsync(person);
        // A new session is saved, and needs its user's row when that is committed.
        await using var held = await Standstill.OfAsync(person.World.Host.Database, "users", Guid.Parse(person.UserId));
        var logIn = person.LogInAsync();
        await held.ReachedByAsync(logIn);
        var reset = ConfirmAsync(token);
        await held.ReachedByAsync(logIn, reset);

        await held.EndAsync();

        await logIn;
        await reset.BodyAsync(HttpStatusCode.NoContent);
        await IsOutAsync(person);
    }

    [Fact]
    public async Task A_refresh_under_way_does_not_outlive_a_new_password()
    {
        var person = await Person.JoinAsync(World);
        var token = await ResetTokenAsync(person);
        await using var held = await Standstill.OfAsync(person.World.Host.Database, "sessions", person.SessionId);
        var refresh = person.RefreshAsync();
        await held.ReachedByAsync(refresh);
        var reset = ConfirmAsync(token);
        await held.ReachedByAsync(refresh, reset);

        await held.EndAsync();

        await refresh;
        await reset.BodyAsync(HttpStatusCode.NoContent);
        await IsOutAsync(person);
    }

    [Fact]
    public async Task A_refresh_under_way_does_not_bring_back_a_session_that_is_logged_out()
    {
        var person = await Person.JoinAsync(World);
        await using var held = await Standstill.OfAsync(person.World.Host.Database, "sessions", person.SessionId);
        var old = person.Cookie;
        var refresh = person.RefreshAsync();
        await held.ReachedByAsync(refresh);
        var logOut = person.TryLogOutAsync();
        await held.ReachedByAsync(refresh, logOut);

        await held.EndAsync();

        await refresh;
        Assert.NotEqual(old, person.Cookie);
        await logOut.BodyAsync(HttpStatusCode.NoContent);
        await IsOutAsync(person);
    }

    [Fact]
    public async Task A_log_out_under_way_is_seen_by_the_refresh_behind_it()
    {
        var person = await Person.JoinAsync(World);
        await using var held = await Standstill.OfAsync(person.World.Host.Database, "sessions", person.SessionId);
        var logOut = person.Client.PostAsync("/v1/auth/logout", content: null);
        await held.ReachedByAsync(logOut);
        var refresh = person.TryRefreshAsync();
        await held.ReachedByAsync(logOut, refresh);

        await held.EndAsync();

        await logOut.BodyAsync(HttpStatusCode.NoContent);
        await refresh.RefusedAsync(HttpStatusCode.Unauthorized, "auth.session-ended");
        await IsOutAsync(person);
    }

    [Fact]
    public async Task A_log_in_under_way_does_not_survive_that_its_user_is_disabled()
    {
        var person = await Person.JoinAsync(World);
        var account = $"/v1/users/{person.UserId}";
        var etag = await World.Admin.ETagAsync(account);
        await using var held = await Standstill.OfAsync(person.World.Host.Database, "users", Guid.Parse(person.UserId));
        var logIn = person.LogInAsync();
        await held.ReachedByAsync(logIn);
        var disable = World.Admin.ActAsync(HttpMethod.Post, account + "/disablements", etag);
        await held.ReachedByAsync(logIn, disable);

        await held.EndAsync();

        await logIn;
        await disable.BodyAsync();
        // Enabled again, the user has to log in anew.
        await World.Admin.ActAsync(HttpMethod.Post, account + "/enablements", await World.Admin.ETagAsync(account)).BodyAsync();
        await IsOutAsync(person);
    }

    [Fact]
    public async Task Two_requests_for_a_new_password_leave_one_good_link()
    {
        var person = await Person.JoinAsync(World);
        await using var held = await Standstill.OfAsync(person.World.Host.Database, "users", Guid.Parse(person.UserId));
        var first = RequestAsync(person);
        await held.ReachedByAsync(first);
        var second = RequestAsync(person);
        await held.ReachedByAsync(first, second);

        await held.EndAsync();

        await first.BodyAsync(HttpStatusCode.Accepted);
        await second.BodyAsync(HttpStatusCode.Accepted);
        await World.SaveAsync((db, _) => Assert.Equal(1, db.Set<OneTimeToken>().Count(token =>
            token.UserId == UserId.Parse(person.UserId, null) && token.Purpose == TokenPurpose.PasswordReset && token.SpentAt == null)));
        await ConfirmAsync(await Person.TokenAsync(person.World.Host.Database, person.Email, "password-reset")).BodyAsync(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task An_invitation_and_the_challenge_it_was_traded_for_let_in_one()
    {
        var (person, invitation) = await Person.InviteAsync(World);
        var challenge = (await person.TryLogInAsync(invitation).BodyAsync()).GetProperty("challenge").GetProperty("token").GetString()!;
        await using var held = await Standstill.OfAsync(person.World.Host.Database, "users", Guid.Parse(person.UserId));
        var first = AnswerAsync(challenge, Person.Password);
        await held.ReachedByAsync(first);
        var second = AnswerAsync(invitation, NewPassword);
        await held.ReachedByAsync(first, second);

        await held.EndAsync();

        await first.BodyAsync();
        await second.RefusedAsync(HttpStatusCode.Gone, "auth.token-spent");
        await person.LogInAsync();
    }

    private Task<HttpResponseMessage> RequestAsync(Person person) => World.Stranger.PostAsync("/v1/auth/password-resets", new { email = person.Email });

    private async Task<string> ResetTokenAsync(Person person)
    {
        await RequestAsync(person).BodyAsync(HttpStatusCode.Accepted);
        return await Person.TokenAsync(person.World.Host.Database, person.Email, "password-reset");
    }

    private Task<HttpResponseMessage> ConfirmAsync(string token) =>
        World.Stranger.PostAsync("/v1/auth/password-resets/confirmations", new { token, newPassword = NewPassword });

    private Task<HttpResponseMessage> AnswerAsync(string token, string newPassword) =>
        World.Stranger.PostAsync("/v1/auth/challenges", new { kind = "new-password", token, newPassword });

    private static async Task IsOutAsync(Person person)
    {
        await person.Client.GetAsync("/v1/me").RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
        await person.TryRefreshAsync().RefusedAsync(HttpStatusCode.Unauthorized, "auth.session-ended");
    }
}
