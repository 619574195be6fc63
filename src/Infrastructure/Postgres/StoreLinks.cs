using Npgsql;
using Vemap.Application.Common;
using Vemap.Domain.Files;

namespace Vemap.Infrastructure.Postgres;

/// <summary>Reads status and environment of a file at each use of a link, so that a block or a suspension counts at once.</summary>
internal sealed class StoreLinks(NpgsqlDataSource source) : IStoreLinks
{
    private const string Read = """
        SELECT e.status = 'active' AND f.status = $3 FROM files f
        JOIN client_environments e ON e.id = f.client_environment_id
        WHERE f.client_environment_id = $1 AND f.id = $2
        """;

    public async Task RequireOpenAsync(string key, FileStatus status, CancellationToken cancellationToken)
    {
        if (StoredFile.FromStoreKey(key) is not var (environment, file)) return;
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var batch = connection.TenantBatch(environment, default);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Read)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = environment.Value },
                new NpgsqlParameter<Guid> { TypedValue = file.Value },
                new NpgsqlParameter<string> { TypedValue = EnumNames<FileStatus>.Name(status) },
            },
        });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken) || !reader.GetBoolean(0)) throw FileProblems.LinkEnded();
    }
}
