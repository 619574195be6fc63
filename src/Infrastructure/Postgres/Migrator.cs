using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Vemap.Infrastructure.Postgres;

/// <summary>A migration as it is embedded in this assembly.</summary>
public sealed record Migration(string Name, string Sql)
{
    public string Checksum => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));
}

/// <summary>Brings the schema up to date as the owner: plain, ordered, forward-only SQL files, each in a transaction, recorded with its checksum.</summary>
public static class Migrator
{
    // Serialises migrators that start at the same time; the number is arbitrary and ours.
    private const long LockKey = 7_036_627;

    public static IReadOnlyList<Migration> All { get; } =
        [.. typeof(Migrator).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(Read)];

    /// <summary>Names of the migrations that have not been applied; a changed or missing old one is an InvalidOperationException.</summary>
    public static async Task<IReadOnlyList<Migration>> PendingAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        return await PendingAsync(connection, cancellationToken);
    }

    /// <summary>Applies what is pending and returns it.</summary>
    public static async Task<IReadOnlyList<Migration>> MigrateAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await RunAsync(connection, $"select pg_advisory_lock({LockKey})", cancellationToken);
        var pending = await PendingAsync(connection, cancellationToken);
        foreach (var migration in pending) await ApplyAsync(connection, migration, cancellationToken);
        return pending;
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, Migration migration, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await RunAsync(connection, migration.Sql, cancellationToken);
        await using var record = new NpgsqlCommand("insert into schema_version (name, checksum) values ($1, $2)", connection, transaction)
        {
            Parameters = { new() { Value = migration.Name }, new() { Value = migration.Checksum } },
        };
        await record.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<Migration>> PendingAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await RunAsync(
            connection,
            "create table if not exists schema_version (name text primary key, checksum text not null, applied_at timestamptz not null default now())",
            cancellationToken);
        await RunAsync(connection, "grant select on schema_version to vemap_application", cancellationToken);
        var applied = new Dictionary<string, string>();
        await using var command = new NpgsqlCommand("select name, checksum from schema_version", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) applied[reader.GetString(0)] = reader.GetString(1);
        await reader.CloseAsync();
        foreach (var migration in All.Where(migration => applied.TryGetValue(migration.Name, out var checksum) && checksum != migration.Checksum))
            throw new InvalidOperationException($"Migration {migration.Name} was changed after it had been applied. Undo that and write a new one.");
        var unknown = applied.Keys.Except(All.Select(migration => migration.Name)).ToList();
        if (unknown.Count > 0) throw new InvalidOperationException(
            $"The database knows migrations that this program does not: {string.Join(", ", unknown)}. It is newer than the program.");
        return [.. All.Where(migration => !applied.ContainsKey(migration.Name))];
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static Migration Read(string name)
    {
        using var reader = new StreamReader(typeof(Migrator).Assembly.GetManifestResourceStream(name)!);
        return new Migration(name[..^4], reader.ReadToEnd());
    }
}
