using System.Text.Json;
using Microsoft.AspNetCore.Hosting;

namespace Vemap.Integration.Auth;

/// <summary>A program whose master key was lost or replaced cannot open the signing keys in the database. On a database of its own, for keys are everybody's.</summary>
public sealed class ReplacedMasterKeyTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("vemap-test-other-key-").FullName;
    private readonly List<TestHost> hosts = [];
    private TestDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.OwnAsync("replaced_key");

    public async Task DisposeAsync()
    {
        foreach (var host in hosts) await host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task New_keys_take_their_place_and_whoever_is_logged_in_goes_on_after_a_refresh()
    {
        var person = await Person.JoinAsync(await World.CreateAsync(await StartAsync("first")));
        var old = await KeysAsync(hosts[0]);

        var replaced = await StartAsync("second");

        await Person.With(replaced, person.AccessToken).GetAsync("/v1/me").RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
        using var client = replaced.CreateClient(new() { HandleCookies = false });
        client.DefaultRequestHeaders.Add("Cookie", person.Cookie);
        var token = (await client.PostAsync("/v1/auth/refresh", content: null).BodyAsync()).GetProperty("accessToken").GetString()!;
        Assert.Equal(person.UserId, (await Person.With(replaced, token).GetAsync("/v1/me").BodyAsync()).Id());
        Assert.Contains(replaced.Logs.All, line => line.StartsWith("Warning: 2 signing keys were wrapped by another master key", StringComparison.Ordinal));
        Assert.Equal(2, (await KeysAsync(replaced)).Count);
        Assert.Empty((await KeysAsync(replaced)).Intersect(old));
    }

    [Fact]
    public async Task After_a_restart_with_the_same_new_key_none_are_made()
    {
        await KeysAsync(await StartAsync("first"));
        var made = await KeysAsync(await StartAsync("second"));

        var again = await StartAsync("second");

        Assert.Equal(made, await KeysAsync(again));
        Assert.DoesNotContain(again.Logs.All, line => line.Contains("another master key", StringComparison.Ordinal));
    }

    private async Task<TestHost> StartAsync(string key)
    {
        var host = await TestHost.StartAsync(configure: builder => builder.UseSetting("Store:KeyFile", Path.Combine(folder, key)), database: database);
        hosts.Add(host);
        return host;
    }

    private static async Task<List<string>> KeysAsync(TestHost host)
    {
        var set = JsonDocument.Parse(await host.CreateClient().GetStringAsync("/.well-known/jwks.json"));
        return [.. set.RootElement.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("kid").GetString()!)];
    }
}
