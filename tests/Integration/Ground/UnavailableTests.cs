using System.Net.Http.Headers;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using Npgsql;

namespace Vemap.Integration.Ground;

/// <summary>While the database is away everybody is told to come back, and what needs none goes on.</summary>
public sealed class UnavailableTests
{
    [Fact]
    public async Task Without_a_database_every_request_is_asked_to_come_back()
    {
        await using var host = await TestHost.StartAsync(configure: builder => builder.UseSetting("ConnectionStrings:Application", $"Host=127.0.0.1;Port={ClosedPort()};Database=away;Username=away;Password=away"));
        using var stranger = host.CreateClient();
        using var member = host.CreateClient();
        member.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Test", $"{Guid.CreateVersion7()} {Guid.CreateVersion7()}");

        await AwayAsync(stranger.PostAsync("/v1/auth/login", new { email = "ada@vemap.test", password = Person.Password }));
        await AwayAsync(member.GetAsync("/v1/me"));
        await AwayAsync(member.PostAsync("/v1/client-environments", new { slug = "brug", name = "Brug", senderName = "Brug", senderAddress = "brug@vemap.test", firstUser = new { email = "ada@vemap.test", fullName = "Ada" } }));
        await stranger.GetAsync("/health/ready").RefusedAsync(HttpStatusCode.ServiceUnavailable, "http.unavailable");
        await stranger.GetAsync("/health/live").BodyAsync();
        await stranger.GetAsync("/v1/openapi.json").BodyAsync();
    }

    [Fact]
    public async Task When_the_database_comes_back_so_does_the_work()
    {
        var database = await TestDatabase.OwnAsync("away");
        // One connection, so that the next request meets it.
        await using var host = await TestHost.StartAsync(configure: builder => builder.UseSetting("ConnectionStrings:Application", database.As("application", poolSize: 1)), database: database);
        var world = await World.CreateAsync(host);
        await world.Organisation.GetAsync(world.Path("projects")).BodyAsync();

        await BreakAsync(database.Name);

        await AwayAsync(world.Organisation.GetAsync(world.Path("projects")));
        await world.Organisation.GetAsync(world.Path("projects")).BodyAsync();
    }

    private static async Task AwayAsync(Task<HttpResponseMessage> asked)
    {
        var answer = await asked;
        Assert.Equal(5, answer.Headers.RetryAfter?.Delta?.TotalSeconds);
        await Task.FromResult(answer).RefusedAsync(HttpStatusCode.ServiceUnavailable, "http.unavailable");
    }

    // Free a moment ago, and nobody else's here in the next one.
    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // As a server does that is stopped.
    private static async Task BreakAsync(string database)
    {
        await using var connection = new NpgsqlConnection((await TestDatabase.Shared).As("superuser"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select count(*) from (select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = $1) ended", connection) { Parameters = { new() { Value = database } } };
        Assert.True((long)(await command.ExecuteScalarAsync())! > 0);
    }
}
