using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Vemap.Application.Common.Ports;
using Vemap.Domain.Users;

namespace Vemap.Integration.Common;

/// <summary>Somebody who came in by invitation and logged in with a password; only the tests of Auth need one.</summary>
public sealed class Person
{
    public const string Password = "correct horse battery";

    private Person(World world, string email, JsonElement invited)
    {
        World = world;
        Email = email;
        MembershipId = invited.Id();
        UserId = invited.GetProperty("userId").GetString()!;
    }

    public World World { get; }

    public string Email { get; }

    public string MembershipId { get; }

    public string UserId { get; }

    public string AccessToken { get; private set; } = "";

    /// <summary>"name=value" of the refresh cookie, as the browser would send it.</summary>
    public string Cookie { get; private set; } = "";

    /// <summary>The session that the cookie stands for.</summary>
    public Guid SessionId => Guid.ParseExact(Cookie.Split('=')[1].Split('.')[0], "N");

    /// <summary>Signed in with the newest access token.</summary>
    public HttpClient Client => With(World.Host, AccessToken);

    public static HttpClient With(TestHost host, string accessToken)
    {
        var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return client;
    }

    /// <summary>Invited, and nothing more yet.</summary>
    public static async Task<(Person Person, string Token)> InviteAsync(World world, string role = "manager", string domain = "people.vemap.test")
    {
        var email = $"{Vemap.Domain.Common.Id<User>.New()}@{domain}";
        var invited = await world.Organisation.PostAsync(world.Path("users"), new { email, fullName = "New Person", role }).BodyAsync(HttpStatusCode.Created);
        return (new Person(world, email, invited), await TokenAsync(world.Host.Database, email));
    }

    /// <summary>Invited and in, with a password.</summary>
    public static async Task<Person> JoinAsync(World world, string role = "manager", string domain = "people.vemap.test")
    {
        var (person, token) = await InviteAsync(world, role, domain);
        await person.TakeAsync("challenges", new { kind = "new-password", token, newPassword = Password });
        return person;
    }

    public Task LogInAsync(string password = Password) => TakeAsync("login", new { email = Email, password });

    public Task<HttpResponseMessage> TryLogInAsync(string password = Password) =>
        World.Stranger.PostAsync("/v1/auth/login", new { email = Email, password });

    /// <summary>Accepts the pending invitation to an environment.</summary>
    public async Task AcceptAsync(string environment)
    {
        var me = await Client.GetAsync("/v1/me").BodyAsync();
        var pending = me.GetProperty("memberships").EnumerateArray().Single(membership => membership.GetProperty("environmentId").GetString() == environment);
        await Client.ActAsync(HttpMethod.Post, $"/v1/client-environments/{environment}/users/{pending.GetProperty("membershipId").GetString()}/acceptances",
            $"\"v{pending.GetProperty("version").GetInt32()}\"").BodyAsync();
    }

    public Task RefreshAsync() => TakeAsync("refresh", null);

    public Task<HttpResponseMessage> TryRefreshAsync(string? cookie = null) => SendAsync("refresh", null, cookie ?? Cookie);

    public Task<HttpResponseMessage> TryLogOutAsync() => SendAsync("logout", null, Cookie);

    /// <summary>A request with the cookie, as a browser would make it for a page.</summary>
    public Task<HttpResponseMessage> FromPageAsync(string path, params (string Name, string Value)[] headers) => SendAsync(path, null, Cookie, headers);

    /// <summary>The token in the newest mail to this address: still in the outbox or, when some test's relay was faster, on the queue.</summary>
    public static async Task<string> TokenAsync(TestDatabase database, string email, string kind = "invitation") =>
        await FindTokenAsync(database, email, kind) ?? throw new InvalidOperationException("No mail was written.");

    public static async Task<string?> FindTokenAsync(TestDatabase database, string email, string kind)
    {
        const string Newest = """
            select token from (
              select created_at, payload->>'token' as token from domain_events where name = 'account-mail-asked' and payload->>'address' = $1 and payload->>'kind' in ($2, 'admin-' || $2)
              union all
              select created_at, split_part(payload::jsonb->'values'->>'link', '#', 2) from queue.messages where queue = 'mail' and payload::jsonb->>'address' = $1 and payload::jsonb->'values'->>'link' like '%/' || $2 || '#%'
            ) mails order by created_at desc limit 1
            """;
        await using var connection = new NpgsqlConnection(database.As("superuser"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Newest, connection) { Parameters = { new() { Value = email }, new() { Value = kind } } };
        return await command.ExecuteScalarAsync() as string;
    }

    private async Task TakeAsync(string path, object? body)
    {
        using var answer = await SendAsync(path, body, Cookie);
        var result = await Task.FromResult(answer).BodyAsync();
        var tokens = result.TryGetProperty("tokens", out var within) ? within : result;
        AccessToken = tokens.GetProperty("accessToken").GetString()!;
        Cookie = answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    private async Task<HttpResponseMessage> SendAsync(string path, object? body, string cookie, params (string Name, string Value)[] headers)
    {
        using var client = World.Host.CreateClientWithoutCookies();
        foreach (var (name, value) in headers) client.DefaultRequestHeaders.Add(name, value);
        if (cookie.Length > 0) client.DefaultRequestHeaders.Add("Cookie", cookie);
        return await client.SendAsync(HttpMethod.Post, "/v1/auth/" + path, body, null);
    }
}
