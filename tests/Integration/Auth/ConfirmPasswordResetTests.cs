namespace Vemap.Integration.Auth;

public sealed class ConfirmPasswordResetTests : ApiTest
{
    private const string NewPassword = "another good password";

    [Fact]
    public async Task The_new_password_holds_the_old_one_does_not_and_every_session_ends()
    {
        var person = await Person.JoinAsync(World);
        var token = await RequestAsync(person);

        await ConfirmAsync(token).BodyAsync(HttpStatusCode.NoContent);

        await person.Client.GetAsync("/v1/me").RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
        await person.TryRefreshAsync().RefusedAsync(HttpStatusCode.Unauthorized, "auth.session-ended");
        await person.TryLogInAsync().RefusedAsync(HttpStatusCode.Unauthorized, "auth.wrong-credentials");
        await person.LogInAsync(NewPassword);
    }

    [Fact]
    public async Task The_audit_log_knows_who_it_was()
    {
        var person = await Person.JoinAsync(World);

        await ConfirmAsync(await RequestAsync(person)).BodyAsync(HttpStatusCode.NoContent);

        var page = await World.Admin.GetAsync($"/v1/audit-entries?action=ConfirmPasswordReset&actorId={person.UserId}").BodyAsync();
        Assert.Equal("ok", Assert.Single(page.GetProperty("items").EnumerateArray()).GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task It_opens_a_locked_account()
    {
        var person = await Person.JoinAsync(World);
        for (var attempt = 0; attempt < 5; attempt++) (await person.TryLogInAsync("not the password")).Dispose();

        await ConfirmAsync(await RequestAsync(person)).BodyAsync(HttpStatusCode.NoContent);

        await person.LogInAsync(NewPassword);
    }

    [Fact]
    public async Task A_token_works_once_and_not_after_an_hour()
    {
        var clock = TestClock.FromNow();
        var person = await Person.JoinAsync(await World.CreateAsync(await TestHost.StartAsync(clock)));
        var first = await RequestAsync(person);
        await ConfirmAsync(first, person.World).BodyAsync(HttpStatusCode.NoContent);
        await ConfirmAsync(first, person.World).RefusedAsync(HttpStatusCode.Gone, "auth.token-spent");
        clock.Advance(TimeSpan.FromMinutes(2));
        var second = await RequestAsync(person);
        clock.Advance(TimeSpan.FromHours(1));

        await ConfirmAsync(second, person.World).RefusedAsync(HttpStatusCode.Gone, "auth.token-spent");
    }

    [Fact]
    public async Task An_invitations_token_is_not_for_this()
    {
        var (_, token) = await Person.InviteAsync(World);

        await ConfirmAsync(token).RefusedAsync(HttpStatusCode.Gone, "auth.token-spent");
    }

    [Fact]
    public async Task A_weak_password_is_refused()
    {
        var person = await Person.JoinAsync(World);

        await World.Stranger.PostAsync("/v1/auth/password-resets/confirmations", new { token = await RequestAsync(person), newPassword = "abababababab" })
            .RefusedAsync(HttpStatusCode.BadRequest, "auth.password-too-weak");
    }

    [Fact]
    public Task The_fields_are_checked() =>
        World.Stranger.PostAsync("/v1/auth/password-resets/confirmations", "{}").InvalidAsync(("/token", "missing"), ("/newPassword", "missing"));

    private static async Task<string> RequestAsync(Person person)
    {
        await person.World.Stranger.PostAsync("/v1/auth/password-resets", new { email = person.Email }).BodyAsync(HttpStatusCode.Accepted);
        return await Person.TokenAsync(person.World.Host.Database, person.Email, "password-reset");
    }

    private Task<HttpResponseMessage> ConfirmAsync(string token, World? world = null) =>
        (world ?? World).Stranger.PostAsync("/v1/auth/password-resets/confirmations", new { token, newPassword = NewPassword });
}
