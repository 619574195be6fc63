using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Vemap.Infrastructure.Local;

namespace Vemap.Infrastructure.Postgres.Identity;

/// <summary>The table signing_keys, in transactions of its own: keys outlive whatever request needed them first.</summary>
internal sealed class SigningKeyTable([FromKeyedServices(PostgresModule.Keys)] NpgsqlDataSource source, TimeProvider clock) : ISigningKeyTable
{
    public async Task<IReadOnlyList<SigningKey>> CompleteAsync(Func<IReadOnlyList<SigningKey>, IReadOnlyList<SigningKey>> missing, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var keys = await ReadAsync(connection, cancellationToken);
        if (missing(keys).Count == 0) return keys;

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var wait = new NpgsqlCommand("SELECT pg_advisory_xact_lock(hashtextextended('signing-keys', 0))", connection, transaction))
            await wait.ExecuteNonQueryAsync(cancellationToken);
        keys = await ReadAsync(connection, cancellationToken);
        foreach (var key in missing(keys)) await AddAsync(connection, key, cancellationToken);
        keys = await ReadAsync(connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return keys;
    }

    private static async Task<IReadOnlyList<SigningKey>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT id, public_key, wrapped_private_key, active_from FROM signing_keys ORDER BY active_from", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var keys = new List<SigningKey>();
        while (await reader.ReadAsync(cancellationToken))
            keys.Add(new SigningKey(reader.GetGuid(0), reader.GetString(1), reader.GetFieldValue<byte[]>(2), reader.GetFieldValue<DateTimeOffset>(3)));
        return keys;
    }

    private async Task AddAsync(NpgsqlConnection connection, SigningKey key, CancellationToken cancellationToken)
    {
        const string Insert = "INSERT INTO signing_keys (id, public_key, wrapped_private_key, active_from, created_at) VALUES ($1, $2, $3, $4, $5)";
        await using var command = new NpgsqlCommand(Insert, connection)
        {
            Parameters =
            {
                new() { Value = key.Id },
                new() { Value = key.PublicKey },
                new() { Value = key.WrappedPrivateKey },
                new() { Value = key.ActiveFrom },
                new() { Value = clock.GetUtcNow() },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
