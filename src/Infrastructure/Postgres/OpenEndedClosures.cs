using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Vemap.Domain.Closures;

namespace Vemap.Infrastructure.Postgres;

/// <summary>Finds the client environments in which the planned nights of an open-ended phase run out; planning further nights is a command inside
/// each.</summary>
public sealed class OpenEndedClosures([FromKeyedServices(PostgresModule.Worker)] NpgsqlDataSource source, TimeProvider clock)
{
    private const string Find = """
        SELECT DISTINCT phases.client_environment_id
        FROM phases JOIN closures ON closures.client_environment_id = phases.client_environment_id AND closures.id = phases.closure_id
        WHERE phases.planned_until < $1 AND closures.status NOT IN ('refused', 'cancelled')
        """;

    public async Task<IReadOnlyList<ClientEnvironmentId>> FindAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var before = AmsterdamTime.DayOf(clock.GetUtcNow()).AddDays(Phase.FewestDaysPlannedAhead);
        await using var command = new NpgsqlCommand(Find, connection) { Parameters = { new() { Value = before } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var environments = new List<ClientEnvironmentId>();
        while (await reader.ReadAsync(cancellationToken)) environments.Add(new ClientEnvironmentId(reader.GetGuid(0)));
        return environments;
    }
}
