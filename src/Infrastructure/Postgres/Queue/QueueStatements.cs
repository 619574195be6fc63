using Npgsql;

namespace Vemap.Infrastructure.Postgres.Queue;

/// <summary>Runs statements over tables whose rows come and go, so that they always use the indexes.</summary>
/// <remarks>
/// The planner's statistics of such a table are always out of date. A plan that was made for the empty table and kept reads all of it for each row once it
/// holds ten thousand mails (300 ms instead of 2). So every statement is planned when it is run, and finds its rows by an index.
/// </remarks>
internal static class QueueStatements
{
    private const string Plan = """
        select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
          set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true), set_config('enable_material', 'off', true)
        """;

    /// <summary>One round trip and one implicit transaction; the settings end with it.</summary>
    public static async Task ExecuteAsync(this NpgsqlDataSource source, string sql, IEnumerable<NpgsqlParameter> parameters, CancellationToken cancellationToken)
    {
        await using var batch = Batch(source, sql, parameters);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task<List<T>> ListAsync<T>(this NpgsqlDataSource source, string sql, IEnumerable<NpgsqlParameter> parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var batch = Batch(source, sql, parameters);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add(read(reader));
        return rows;
    }

    private static NpgsqlBatch Batch(NpgsqlDataSource source, string sql, IEnumerable<NpgsqlParameter> parameters)
    {
        var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Plan));
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        batch.BatchCommands.Add(command);
        return batch;
    }
}
