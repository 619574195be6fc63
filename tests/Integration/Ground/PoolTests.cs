using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Common;
using Vemap.Domain.Projects;
using Vemap.Infrastructure.Postgres;

namespace Vemap.Integration.Ground;

/// <summary>Environments share pooled connections; nothing of one may ever be seen by another, whatever goes wrong in between.</summary>
public sealed class PoolTests
{
    private const int Environments = 20;
    private const int Requests = 2000;

    [Fact]
    public async Task Two_thousand_requests_of_twenty_environments_over_four_connections_see_no_foreign_row()
    {
        var database = await TestDatabase.Shared;
        await using var host = await TestHost.StartAsync(configure: builder => builder.UseSetting("ConnectionStrings:Application", database.As("application", poolSize: 4) + ";Application Name=pool-test"));
        var worlds = new List<World>();
        for (var i = 0; i < Environments; i++)
        {
            var world = await World.CreateAsync(host);
            await world.ProjectAsync($"P-{i}");
            worlds.Add(world);
        }

        var (seen, failed, foreign) = (0, 0, 0);
        await Parallel.ForEachAsync(Enumerable.Range(0, Requests), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, _) =>
        {
            var world = worlds[number % Environments];
            try
            {
                var rows = await RunAsync(host, world, number, database);
                Interlocked.Add(ref seen, rows.Count);
                Interlocked.Add(ref foreign, rows.Count(row => row != world.Environment));
            }
            catch (Exception exception) when (exception is OperationCanceledException or InvalidOperationException or NpgsqlException or DbUpdateException or ProblemException)
            {
                Interlocked.Increment(ref failed);
            }
        });

        Assert.Equal(0, foreign);
        Assert.True(seen >= Requests / 2, $"Only {seen} rows were seen.");
        Assert.True(failed >= Requests / 20, $"Only {failed} requests failed: the faults did not happen.");
    }

    private static async Task<List<ClientEnvironmentId>> RunAsync(TestHost host, World world, int number, TestDatabase database)
    {
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallContext>().ActAsSystem(world.Environment);
        var db = scope.ServiceProvider.GetRequiredService<VemapDbContext>();
        var work = scope.ServiceProvider.GetRequiredService<IUnitOfWork>();
        using var cancel = new CancellationTokenSource();
        // The filter of EF is left out on purpose: here the database alone must hold.
        async Task<List<ClientEnvironmentId>> ReadAsync() => await db.Set<Project>().IgnoreQueryFilters().Select(project => project.ClientEnvironmentId).ToListAsync(cancel.Token);

        switch (number % 10)
        {
            case 0:
                cancel.CancelAfter(TimeSpan.FromMilliseconds(number % 3));
                return await work.RunAsync("Read", WorkKind.Command, ReadAsync, cancel.Token);
            case 1:
                return await work.RunAsync<List<ClientEnvironmentId>>("Fail", WorkKind.Command, async () => throw new InvalidOperationException((await ReadAsync()).Count.ToString()), cancel.Token);
            case 2 when number % 50 == 2:
                await KillOneAsync(database);
                return await work.RunAsync("Read", WorkKind.Query, ReadAsync, cancel.Token);
            case 3 or 4:
                return await work.RunAsync("Read", WorkKind.Command, ReadAsync, cancel.Token);
            case 5:
                return await work.RunAsync("Read", WorkKind.SnapshotQuery, ReadAsync, cancel.Token);
            default:
                return await work.RunAsync("Read", WorkKind.Query, ReadAsync, cancel.Token);
        }
    }

    private static async Task KillOneAsync(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.As("superuser"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'vemap_application' and application_name = 'pool-test' order by random() limit 1", connection);
        await command.ExecuteNonQueryAsync();
    }
}
