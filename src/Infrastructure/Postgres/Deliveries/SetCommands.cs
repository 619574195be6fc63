using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Vemap.Infrastructure.Postgres.Deliveries;

/// <summary>Commands over sets of rows: columns travel as arrays, in the transaction of the unit of work.</summary>
internal static class SetCommands
{
    public static async Task<NpgsqlCommand> SetAsync(this VemapDbContext db, string sql, CancellationToken cancellationToken)
    {
        var transaction = (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("Sets are written inside a command.");
        await TenantCommandInterceptor.SetTenantAsync(db, transaction.Connection!, transaction, cancellationToken);
        return new NpgsqlCommand(sql, transaction.Connection, transaction);
    }

    public static NpgsqlCommand With(this NpgsqlCommand command, Guid value) => command.Add(new NpgsqlParameter<Guid> { TypedValue = value });

    public static NpgsqlCommand With(this NpgsqlCommand command, DateTimeOffset value) =>
        command.Add(new NpgsqlParameter<DateTime> { TypedValue = value.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });

    public static NpgsqlCommand With(this NpgsqlCommand command, IEnumerable<DateTimeOffset?> values) =>
        command.Add(new NpgsqlParameter<DateTime?[]> { TypedValue = [.. values.Select(value => value?.UtcDateTime)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz });

    public static NpgsqlCommand With<T>(this NpgsqlCommand command, IEnumerable<T> values) => command.Add(new NpgsqlParameter<T[]> { TypedValue = [.. values] });

    private static NpgsqlCommand Add(this NpgsqlCommand command, NpgsqlParameter parameter)
    {
        command.Parameters.Add(parameter);
        return command;
    }
}
