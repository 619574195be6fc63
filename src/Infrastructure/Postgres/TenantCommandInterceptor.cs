using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using Vemap.Application.Common.Requests;

namespace Vemap.Infrastructure.Postgres;

/// <summary>Lets the environment and the user travel with the database command itself: no extra round trip, nothing that outlives the transaction.</summary>
/// <remarks>
/// Npgsql sends the statements of one command as one batch. Outside a transaction that batch is an implicit one, so every command is told; inside one only the first.
/// Parameters, so that the text stays the same and is prepared once.
/// </remarks>
internal sealed class TenantCommandInterceptor : DbCommandInterceptor
{
    private const string Tell = "SELECT set_config('app.environment', @__env, true), set_config('app.user', @__user, true);\n";

    /// <summary>Tells a transaction that it only reads, with the environment in the same round trip.</summary>
    public static Task TellReadOnlyAsync(VemapDbContext db, NpgsqlTransaction transaction, CancellationToken cancellationToken) =>
        TellAsync("SET TRANSACTION READ ONLY;\n" + Tell, db, transaction.Connection!, transaction, cancellationToken);

    /// <summary>Tells a transaction before a command whose statements are counted by position (SaveChanges), where none may be put in front.</summary>
    public static async Task TellAsync(VemapDbContext db, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        if (!IsTold(db, transaction)) await TellAsync(Tell, db, connection, transaction, cancellationToken);
    }

    private static async Task TellAsync(string text, VemapDbContext db, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(text, connection, transaction);
        AddParameters(command, db.Call);
        await command.ExecuteNonQueryAsync(cancellationToken);
        db.Told = (transaction, db.Call.Environment);
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

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Prefix(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        Prefix(command, eventData);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Prefix(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result) =>
        throw new NotSupportedException("A scalar command would read the setting's answer; read with a reader.");

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("A scalar command would read the setting's answer; read with a reader.");

    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
    {
        if (IsPrefixed(command)) result.NextResult();
        return result;
    }

    public override async ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        if (IsPrefixed(command)) await result.NextResultAsync(cancellationToken);
        return result;
    }

    // Whoever makes an environment enters it within the same transaction.
    private static bool IsTold(VemapDbContext db, DbTransaction transaction) =>
        ReferenceEquals(db.Told.Transaction, transaction) && db.Told.Environment == db.Call.Environment;

    private static bool IsPrefixed(DbCommand command) => command.CommandText.StartsWith(Tell, StringComparison.Ordinal);

    private static void Prefix(DbCommand command, CommandEventData eventData)
    {
        var db = (VemapDbContext)eventData.Context!;
        if (command.Transaction is not null)
        {
            if (IsTold(db, command.Transaction)) return;
            if (eventData.CommandSource == CommandSource.SaveChanges) throw new InvalidOperationException("SaveChanges runs inside the unit of work, which tells the transaction first.");
            db.Told = (command.Transaction, db.Call.Environment);
        }

        command.CommandText = Tell + command.CommandText;
        AddParameters(command, db.Call);
    }
}
