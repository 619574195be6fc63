using Npgsql;

namespace Vemap.Lab;

/// <summary>Short ways to run SQL as one of the product's roles.</summary>
public static class Sql
{
    public static async Task RunAsync(string connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var source = NpgsqlDataSource.Create(connection + ";Pooling=false;Command Timeout=600");
        await using var command = Command(source, sql, values);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task<IReadOnlyList<T>> ListAsync<T>(string connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params object[] values)
    {
        await using var source = NpgsqlDataSource.Create(connection + ";Pooling=false;Command Timeout=600");
        await using var command = Command(source, sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add(read(reader));
        return rows;
    }

    private static NpgsqlCommand Command(NpgsqlDataSource source, string sql, object[] values)
    {
        var command = source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
