namespace Vemap.Integration.Auth;

public sealed class AnswerChallengeTests : ApiTest
{
    [Fact]
    public async Task The_token_of_the_invitation_begins_with_the_environments_id_and_lets_its_user_in()
    {
        var (person, token) = await Person.InviteAsync(World);
        Assert.StartsWith(World.Environment.Value.ToString("N"), token, StringComparison.Ordinal);

        var body = await AnswerAsync(token).BodyAsync();

        var me = await Person.With(World.Host, body.GetProperty("tokens").GetProperty("accessToken").GetString()!).GetAsync("/v1/me").BodyAsync();
        Assert.Equal(person.Email, me.GetProperty("email").GetString());
    }

    [Fact]
    public async Task A_token_works_once()
    {
        var (_, token) = await Person.InviteAsync(World);
        await AnswerAsync(token).BodyAsync();

        await AnswerAsync(token).RefusedAsync(HttpStatusCode.Gone, "auth.token-spent");
    }

    [Fact]
    public async Task Two_at_once_let_in_one()
    {
        var (_, token) = await Person.InviteAsync(World);

        var answers = await Task.WhenAll(AnswerAsync(token), AnswerAsync(token));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Gone], answers.Select(answer => answer.StatusCode).Order());
    }

    [Fact]
    public async Task A_token_expires_after_seven_days()
    {
        var clock = TestClock.FromNow();
        var (_, token) = await Person.InviteAsync(await World.CreateAsync(await TestHost.StartAsync(clock)));
        clock.Advance(TimeSpan.FromDays(7));

        await (await TestHost.StartAsync(clock)).CreateClient()
            .PostAsync("/v1/auth/challenges", new { kind = "new-password", token, newPassword = Person.Password })
            .RefusedAsync(HttpStatusCode.Gone, "auth.token-spent");
    }

    [Fact]
    public async Task Into_a_suspended_environment_nobody_comes_and_the_audit_log_knows_who_chose_a_password()
    {
        var (person, token) = await Person.InviteAsync(World);
        await World.Admin.ActAsync(HttpMethod.Post, Path("suspensions"), await World.Admin.ETagAsync(Path("").TrimEnd('/'))).BodyAsync();

        await AnswerAsync(token).RefusedAsync(HttpStatusCode.Forbidden, "auth.not-allowed");

        var page = await World.Admin.GetAsync($"/v1/audit-entries?action=AnswerChallenge&actorId={person.UserId}").BodyAsync();
        Assert.Equal("auth.not-allowed", Assert.Single(page.GetProperty("items").EnumerateArray()).GetProperty("outcome").GetString());
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("00000000000000000000000000000000.00000000000000000000000000000000.AAAA")]
    public Task An_unknown_token_is_spent(string token) => AnswerAsync(token).RefusedAsync(HttpStatusCode.Gone, "auth.token-spent");

    [Fact]
    public async Task A_password_of_one_letter_repeated_is_too_weak_and_leaves_the_token_good()
    {
        var (_, token) = await Person.InviteAsync(World);

        await AnswerAsync(token, "aaaaaaaaaaaa").RefusedAsync(HttpStatusCode.BadRequest, "auth.password-too-weak");

        await AnswerAsync(token).BodyAsync();
    }

    [Theory]
    [InlineData("password1234!")]
    [InlineData("Vemap-2026-vemap")]
    [InlineData("New-Person-2026")]
    public async Task A_common_password_the_products_name_or_ones_own_is_refused_and_leaves_the_token_good(string password)
    {
        var (_, token) = await Person.InviteAsync(World);
        await AnswerAsync(token, password).RefusedAsync(HttpStatusCode.BadRequest, "auth.password-too-weak");

        await AnswerAsync(token).BodyAsync();
    }

    [Fact]
    public Task The_fields_are_checked() =>
        World.Stranger.PostAsync("/v1/auth/challenges", new { kind = "new-password", token = "", newPassword = "short" })
            .InvalidAsync(("/token", "not-empty"), ("/newPassword", "minimum-length"));

    private Task<HttpResponseMessage> AnswerAsync(string token, string newPassword = Person.Password) =>
        World.Stranger.PostAsync("/v1/auth/challenges", new { kind = "new-password", token, newPassword });
}
