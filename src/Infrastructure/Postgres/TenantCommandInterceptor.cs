using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using Vemap.Application.Common.Requests;

namespace Vemap.Infrastructure.Postgres;

/// <summary>Sends the environment and the user with the database command itself: no extra round trip, and nothing that outlives the transaction.</summary>
/// <remarks>
/// Npgsql sends the statements of one command as one batch. Outside a transaction that batch is an implicit one, so every command sets the tenant. Inside a
/// transaction only the first does.
/// The values are parameters, so that the text stays the same and is prepared once.
/// </remarks>
internal sealed class TenantCommandInterceptor : DbCommandInterceptor
{
    private const string SetTenant = "SELECT set_config('app.environment', @__env, true), set_config('app.user', @__user, true);\n";

    /// <summary>Makes the transaction read-only and sets the tenant in the same round trip.</summary>
    public static Task BeginReadOnlyAsync(VemapDbContext db, NpgsqlTransaction transaction, CancellationToken cancellationToken) =>
        SetTenantAsync("SET TRANSACTION READ ONLY;\n" + SetTenant, db, transaction.Connection!, transaction, cancellationToken);

    /// <summary>Sets the tenant before SaveChanges, which counts statements by position, so that none may be put in front.</summary>
    public static async Task SetTenantAsync(VemapDbContext db, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        if (!HasTenant(db, transaction)) await SetTenantAsync(SetTenant, db, connection, transaction, cancellationToken);
    }

    private static async Task SetTenantAsync(string text, VemapDbContext db, NpgsqlConnection connection, NpgsqlTransaction transaction,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(text, connection, transaction);
        AddParameters(command, db.Call);
        await command.ExecuteNonQueryAsync(cancellationToken);
        db.TenantSetIn = (transaction, db.Call.Environment);
    }

    public static void AddParameters(DbCommand command, CallContext call)
    {
        command.Parameters.Add(new NpgsqlParameter<string>("__env", call.Environment.ToString()));
        command.Parameters.Add(new NpgsqlParameter<string>("__user", call.User.ToString()));
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Prefix(command, eventData);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData,
        InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Prefix(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        Prefix(command, eventData);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result,
        CancellationToken cancellationToken = default)
    {
        Prefix(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result) =>
        throw new NotSupportedException("A scalar command would return the result of the setting. Use a reader.");

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<object> result,
        CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("A scalar command would return the result of the setting. Use a reader.");

    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
    {
        if (IsPrefixed(command)) result.NextResult();
        return result;
    }

    public override async ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result,
        CancellationToken cancellationToken = default)
    {
        if (IsPrefixed(command)) await result.NextResultAsync(cancellationToken);
        return result;
    }

    // A command that creates an environment enters it within the same transaction, so the environment counts too.
    private static bool HasTenant(VemapDbContext db, DbTransaction transaction) =>
        ReferenceEquals(db.TenantSetIn.Transaction, transaction) && db.TenantSetIn.Environment == db.Call.Environment;

    private static bool IsPrefixed(DbCommand command) => command.CommandText.StartsWith(SetTenant, StringComparison.Ordinal);

    private static void Prefix(DbCommand command, CommandEventData eventData)
    {
        var db = (VemapDbContext)eventData.Context!;
        if (command.Transaction is not null)
        {
            if (HasTenant(db, command.Transaction)) return;
            if (eventData.CommandSource == CommandSource.SaveChanges)
                throw new InvalidOperationException("SaveChanges runs inside the unit of work, which sets the tenant first.");
            db.TenantSetIn = (command.Transaction, db.Call.Environment);
        }

        command.CommandText = SetTenant + command.CommandText;
        AddParameters(command, db.Call);
    }
}
