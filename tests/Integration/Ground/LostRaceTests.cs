using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Projects;
using Vemap.Infrastructure.Postgres;

namespace Vemap.Integration.Ground;

/// <summary>Whoever is the victim of a deadlock while saving begins again, and nobody notices.</summary>
public sealed class LostRaceTests : ApiTest
{
    [Fact]
    public async Task A_command_that_a_deadlock_ended_runs_again_and_is_saved()
    {
        var (first, second) = (await World.ProjectAsync("FIRST"), await World.ProjectAsync("SECOND"));
        await using var other = new NpgsqlConnection((await TestDatabase.Shared).As("superuser"));
        await other.OpenAsync();
        // The other one is patient, so that the command is the victim.
        await RunAsync(other, "set deadlock_timeout = '30s'", null);
        await RunAsync(other, "begin", null);
        await RunAsync(other, Touch, second.Value);
        await using var scope = World.Host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallContext>().ActAsSystem(World.Environment);
        var db = scope.ServiceProvider.GetRequiredService<VemapDbContext>();
        var tries = 0;
        Task? crossing = null;

        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().RunAsync("Race", WorkKind.Command, async () =>
        {
            await db.Set<Project>().FromSql($"select * from projects where id = {first.Value} for update").ToListAsync();
            (await db.Set<Project>().AsTracking().SingleAsync(project => project.Id == second)).Change("SECOND", $"Try {++tries}", null, [], World.Host.Clock.GetUtcNow());
            crossing ??= CrossAsync(other, first.Value);
            return tries;
        }, CancellationToken.None);
        await crossing!;

        Assert.Equal(2, tries);
        Assert.Equal("Try 2", (await Organisation.GetAsync(Path($"projects/{second}")).BodyAsync()).GetProperty("name").GetString());
    }

    private const string Touch = "update projects set updated_at = updated_at where id = $1";

    // Waits for the first project, which the command holds, while the command waits for the second.
    private static async Task CrossAsync(NpgsqlConnection connection, Guid project)
    {
        await RunAsync(connection, Touch, project);
        await RunAsync(connection, "commit", null);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, Guid? project)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        if (project is { } id) command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        await command.ExecuteNonQueryAsync();
    }
}
