using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Vemap.Infrastructure.Postgres;

/// <summary>Finds the environments with uploads that were not completed in time, or erased before their last link expired. A command inside each environment
/// deals with them.</summary>
public sealed class AbandonedUploads([FromKeyedServices(PostgresModule.Worker)] NpgsqlDataSource source, TimeProvider clock)
{
    private const string Find = """
        SELECT client_environment_id FROM files WHERE status = 'awaiting-upload' AND upload_until <= $1
        UNION SELECT client_environment_id FROM files WHERE status IN ('rejected', 'deleted', 'expired') AND erased_at < upload_until AND upload_until <= $1
        """;

    public async Task<IReadOnlyList<ClientEnvironmentId>> FindAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Find, connection) { Parameters = { new() { Value = clock.GetUtcNow() } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var environments = new List<ClientEnvironmentId>();
        while (await reader.ReadAsync(cancellationToken)) environments.Add(new ClientEnvironmentId(reader.GetGuid(0)));
        return environments;
    }
}
