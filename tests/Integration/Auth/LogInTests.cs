using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Vemap.Infrastructure.Local;

namespace Vemap.Integration.Auth;

public sealed class LogInTests : ApiTest
{
    [Fact]
    public async Task A_password_gives_tokens_and_the_refresh_token_only_in_a_strict_cookie()
    {
        var person = await Person.JoinAsync(World);

        using var answer = await person.TryLogInAsync();
        var body = await Task.FromResult(answer).BodyAsync();

        Assert.Equal("Bearer", body.GetProperty("tokens").GetProperty("tokenType").GetString());
        Assert.InRange(body.GetProperty("tokens").GetProperty("expiresIn").GetInt32(), 60, 900);
        Assert.Equal(JsonValueKind.Null, body.GetProperty("challenge").ValueKind);
        Assert.DoesNotContain("refresh", body.ToString(), StringComparison.OrdinalIgnoreCase);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single().ToLowerInvariant();
        foreach (var part in (string[])["httponly", "secure", "samesite=strict", "path=/v1/auth"]) Assert.Contains(part, cookie);
    }

    [Fact]
    public async Task The_access_token_has_the_claims_of_Cognitos()
    {
        var person = await Person.JoinAsync(World);

        var parts = person.AccessToken.Split('.').Take(2).Select(part => JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(part)).RootElement).ToList();

        Assert.Equal("RS256", parts[0].GetProperty("alg").GetString());
        Assert.Equal(
            ["auth_time", "client_id", "exp", "iat", "iss", "jti", "origin_jti", "scope", "sub", "token_use", "username"],
            parts[1].EnumerateObject().Select(claim => claim.Name).Order());
        Assert.Equal("access", parts[1].GetProperty("token_use").GetString());
        Assert.Equal(person.UserId, parts[1].GetProperty("sub").GetString());
    }

    [Fact]
    public async Task The_address_may_be_written_in_any_case()
    {
        var person = await Person.JoinAsync(World);

        await World.Stranger.PostAsync("/v1/auth/login", new { email = person.Email.ToUpperInvariant(), password = Person.Password }).BodyAsync();
    }

    [Fact]
    public async Task Every_spelling_of_a_domain_logs_in_the_same_user()
    {
        var person = await Person.JoinAsync(World, domain: "mu\u0308ller.vemap.test");
        var local = person.Email.Split('@')[0];

        foreach (var domain in (string[])["mu\u0308ller.vemap.test", "müller.vemap.test", "MÜLLER.vemap.test", "ｍüller.vemap．test", "xn--mller-kva.vemap.test"])
        {
            await World.Stranger.PostAsync("/v1/auth/login", new { email = $"{local}@{domain}", password = Person.Password }).BodyAsync();
            await Organisation.PostAsync(Path("users"), new { email = $"{local}@{domain}", fullName = "X", role = "manager" })
                .RefusedAsync(HttpStatusCode.Conflict, "users.already-member");
        }
    }

    [Fact]
    public async Task An_unknown_address_and_a_wrong_password_get_the_same_answer()
    {
        var person = await Person.JoinAsync(World);

        var wrong = await person.TryLogInAsync("not the password").RefusedAsync(HttpStatusCode.Unauthorized, "auth.wrong-credentials");
        var unknown = await World.Stranger.PostAsync("/v1/auth/login", new { email = "nobody@people.vemap.test", password = "not the password" })
            .RefusedAsync(HttpStatusCode.Unauthorized, "auth.wrong-credentials");

        Assert.Equal(wrong.GetProperty("detail").GetString(), unknown.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Whoever_is_tried_a_password_is_checked_once_so_that_the_time_tells_nothing()
    {
        var hasher = new CountingHasher();
        await using var host = await TestHost.StartAsync(configure: builder => builder.ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton<IPasswordHasher<Credential>>(hasher))));
        var world = await World.CreateAsync(host);
        var (known, locked, disabled) = (await Person.JoinAsync(world), await Person.JoinAsync(world), await Person.JoinAsync(world));
        var (invited, _) = await Person.InviteAsync(world);
        for (var attempt = 0; attempt < 5; attempt++) (await locked.TryLogInAsync("not the password")).Dispose();
        await world.Admin.ActAsync(HttpMethod.Post, $"/v1/users/{disabled.UserId}/disablements", await world.Admin.ETagAsync($"/v1/users/{disabled.UserId}")).BodyAsync();

        foreach (var email in (string[])[known.Email, "nobody@people.vemap.test", "no address", invited.Email, locked.Email, disabled.Email])
        {
            var before = hasher.Checks;
            await world.Stranger.PostAsync("/v1/auth/login", new { email, password = "not the password" }).RefusedAsync(HttpStatusCode.Unauthorized, "auth.wrong-credentials");
            Assert.Equal((email, 1), (email, hasher.Checks - before));
        }
    }

    [Fact]
    public async Task Wrong_passwords_by_the_dozen_do_not_hold_each_others_connections()
    {
        var database = await TestDatabase.Shared;
        await using var host = await TestHost.StartAsync(configure: builder => builder.UseSetting("ConnectionStrings:Application", database.As("application", poolSize: 4)));
        var person = await Person.JoinAsync(await World.CreateAsync(host));

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => person.TryLogInAsync("not the password").RefusedAsync(HttpStatusCode.Unauthorized, "auth.wrong-credentials")));
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_for_fifteen_minutes()
    {
        var clock = TestClock.FromNow();
        var person = await Person.JoinAsync(await World.CreateAsync(await TestHost.StartAsync(clock)));
        for (var attempt = 0; attempt < 5; attempt++) await person.TryLogInAsync("not the password").RefusedAsync(HttpStatusCode.Unauthorized, "auth.wrong-credentials");

        await person.TryLogInAsync().RefusedAsync(HttpStatusCode.Unauthorized, "auth.wrong-credentials");
        clock.Advance(TimeSpan.FromMinutes(16));
        await person.LogInAsync();
    }

    [Theory]
    [InlineData("192.0.2.66", "192.0.2.67", true)]
    [InlineData("2001:db8:6:6::1", "2001:db8:6:7::1", true)]
    [InlineData("2001:db8:6:6::1", "2001:db8:6:6:ffff::2", false)]
    public async Task Guessing_from_one_network_keeps_the_accounts_owner_out_of_that_network_only(string guesser, string owner, bool getsIn)
    {
        var person = await Person.JoinAsync(await World.CreateAsync(await ClientAddresses.StartHostAsync(TestClock.FromNow())));
        for (var attempt = 0; attempt < 6; attempt++) await LogInFromAsync(person, guesser, "not the password")
            .RefusedAsync(HttpStatusCode.Unauthorized, "auth.wrong-credentials");
        await LogInFromAsync(person, guesser, Person.Password).RefusedAsync(HttpStatusCode.Unauthorized, "auth.wrong-credentials");

        if (getsIn) await LogInFromAsync(person, owner, Person.Password).BodyAsync();
        else await LogInFromAsync(person, owner, Person.Password).RefusedAsync(HttpStatusCode.Unauthorized, "auth.wrong-credentials");
    }

    [Fact]
    public async Task Composed_and_decomposed_letters_make_the_same_password()
    {
        var (person, token) = await Person.InviteAsync(World);
        await World.Stranger.PostAsync("/v1/auth/challenges", new { kind = "new-password", token, newPassword = "cafe\u0301 op de hoek" }).BodyAsync();

        await person.LogInAsync("caf\u00E9 op de hoek");
        await person.LogInAsync("cafe\u0301 op de hoek");
    }

    [Fact]
    public async Task A_hash_that_was_made_of_decomposed_letters_goes_on_working()
    {
        var person = await Person.JoinAsync(World);
        const string Typed = "cafe\u0301 op de hoek";
        var hash = new PasswordHasher<Credential>().HashPassword(new Credential(), Typed);
        await World.SaveAsync((db, _) => db.Set<Credential>().Single(credential => credential.Id == Guid.Parse(person.UserId)).PasswordHash = hash);

        await person.LogInAsync(Typed);
        await person.LogInAsync("caf\u00E9 op de hoek");
    }

    [Fact]
    public async Task Wrong_passwords_at_the_same_time_are_all_counted()
    {
        var clock = TestClock.FromNow();
        var person = await Person.JoinAsync(await World.CreateAsync(await TestHost.StartAsync(clock)));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => person.TryLogInAsync("not the password").RefusedAsync(HttpStatusCode.Unauthorized, "auth.wrong-credentials")));

        await person.TryLogInAsync().RefusedAsync(HttpStatusCode.Unauthorized, "auth.wrong-credentials");
    }

    [Fact]
    public async Task A_failed_log_in_stands_in_the_audit_log_with_the_user()
    {
        var person = await Person.JoinAsync(World);
        await person.TryLogInAsync("not the password").RefusedAsync(HttpStatusCode.Unauthorized, "auth.wrong-credentials");
        await person.TryLogInAsync("not the password").RefusedAsync(HttpStatusCode.Unauthorized, "auth.wrong-credentials");

        var page = await World.Admin.GetAsync($"/v1/audit-entries?objectId={person.UserId}&outcome=auth.wrong-credentials").BodyAsync();

        Assert.Equal(2, page.GetProperty("items").EnumerateArray().Sum(entry => entry.GetProperty("count").GetInt32()));
        Assert.All(page.GetProperty("items").EnumerateArray(), entry => Assert.Equal("LogIn", entry.GetProperty("action").GetString()));
    }

    [Fact]
    public async Task An_invitations_token_as_password_is_answered_by_the_new_password_challenge()
    {
        var (person, token) = await Person.InviteAsync(World);

        var body = await person.TryLogInAsync(token).BodyAsync();

        Assert.Equal(JsonValueKind.Null, body.GetProperty("tokens").ValueKind);
        Assert.Equal("new-password", body.GetProperty("challenge").GetProperty("kind").GetString());
        var challenge = body.GetProperty("challenge").GetProperty("token").GetString();
        await World.Stranger.PostAsync("/v1/auth/challenges", new { kind = "new-password", token = challenge, newPassword = Person.Password }).BodyAsync();
        await person.LogInAsync();
    }

    [Fact]
    public async Task An_invited_user_without_the_token_gets_the_usual_answer()
    {
        var (person, token) = await Person.InviteAsync(World);

        await person.TryLogInAsync("a guess").RefusedAsync(HttpStatusCode.Unauthorized, "auth.wrong-credentials");
        await person.TryLogInAsync(token[..^2] + "xx").RefusedAsync(HttpStatusCode.Unauthorized, "auth.wrong-credentials");
    }

    [Fact]
    public async Task Nobody_of_a_suspended_environment_logs_in_but_those_who_belong_to_another_too()
    {
        var person = await Person.JoinAsync(World);
        var both = await Person.JoinAsync(World);
        var other = await World.CreateAsync(World.Host);
        await other.Organisation.PostAsync(other.Path("users"), new { email = both.Email, fullName = "X", role = "manager" }).BodyAsync(HttpStatusCode.Created);
        var (_, etag) = await World.Admin.GetAsync(Path("").TrimEnd('/')).TaggedAsync();
        await World.Admin.ActAsync(HttpMethod.Post, Path("suspensions"), etag).BodyAsync();

        await person.TryLogInAsync().RefusedAsync(HttpStatusCode.Forbidden, "auth.not-allowed");
        await person.TryRefreshAsync().RefusedAsync(HttpStatusCode.Unauthorized, "auth.session-ended");
        await both.LogInAsync();
    }

    [Fact]
    public async Task Too_many_attempts_from_one_address_have_to_wait()
    {
        using var client = (await TestHost.StartAsync(configure: builder => builder.UseSetting("Identity:AttemptsPerMinute", "3"))).CreateClient();
        for (var attempt = 0; attempt < 3; attempt++) await client.PostAsync("/v1/auth/login", "{}").BodyAsync(HttpStatusCode.BadRequest);

        using var refused = await client.PostAsync("/v1/auth/login", "{}");

        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        await Task.FromResult(refused).RefusedAsync(HttpStatusCode.TooManyRequests, "http.too-many-requests");
        await client.GetAsync("/v1/me").RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
    }

    [Fact]
    public async Task Who_finds_too_many_before_them_comes_back_later_and_others_work_on()
    {
        await using var host = await TestHost.StartAsync(configure: builder => builder.UseSetting("Identity:AttemptsAtOnce", "1"));
        var person = await Person.JoinAsync(await World.CreateAsync(host));
        await using var held = await Standstill.OfAsync(person.World.Host.Database, "users", Guid.Parse(person.UserId));
        var first = person.TryLogInAsync();
        await held.ReachedByAsync(first);

        // Four wait for their turn.
        var others = Enumerable.Range(0, 5).Select(_ => person.TryLogInAsync()).ToList();
        var refused = await await Task.WhenAny(others);

        Assert.Equal(2, refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        await Task.FromResult(refused).RefusedAsync(HttpStatusCode.TooManyRequests, "http.too-many-requests");
        await person.Client.GetAsync("/v1/me").BodyAsync();
        await held.EndAsync();
        Assert.Equal(5, (await Task.WhenAll([first, .. others])).Count(answer => answer.StatusCode == HttpStatusCode.OK));
    }

    [Fact]
    public Task The_fields_are_checked() =>
        World.Stranger.PostAsync("/v1/auth/login", new { email = "", password = new string('x', 201) }).InvalidAsync(("/email", "not-empty"), ("/password", "maximum-length"));

    [Fact]
    public async Task No_password_or_token_comes_into_a_log_line()
    {
        var person = await Person.JoinAsync(World);
        await person.TryLogInAsync("a wrong sentinel password");

        Assert.DoesNotContain(World.Host.Logs.All, line => line.Contains(Person.Password, StringComparison.Ordinal)
            || line.Contains("sentinel", StringComparison.Ordinal) || line.Contains(person.Email, StringComparison.Ordinal) || line.Contains(person.AccessToken, StringComparison.Ordinal));
    }

    private static Task<HttpResponseMessage> LogInFromAsync(Person person, string address, string password)
    {
        var client = person.World.Stranger;
        client.DefaultRequestHeaders.Add(ClientAddresses.Header, address);
        return client.PostAsync("/v1/auth/login", new { email = person.Email, password });
    }
}
