using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Vemap.Infrastructure.Postgres.Outbox;

namespace Vemap.Infrastructure.Postgres;

/// <summary>One transaction a command: aggregates, outbox rows and audit row are saved once and committed together.</summary>
internal sealed class UnitOfWork(VemapDbContext db, OutboxWriter outbox, AuditWriter audit) : IUnitOfWork
{
    private const int Tries = 3;

    public Task<T> RunAsync<T>(string action, WorkKind kind, Func<Task<T>> work, CancellationToken cancellationToken) => kind switch
    {
        WorkKind.Command => CommandAsync(action, work, cancellationToken),
        WorkKind.SnapshotQuery => SnapshotAsync(work, cancellationToken),
        _ => work(),
    };

    private async Task<T> SnapshotAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await TenantCommandInterceptor.TellReadOnlyAsync(db, (NpgsqlTransaction)transaction.GetDbTransaction(), cancellationToken);
        var result = await work();
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    private async Task<T> CommandAsync<T>(string action, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        // A try may have made and entered an environment, or found out who is calling; the next one begins where this one did.
        var (user, session, environment) = (db.Call.User, db.Call.Session, db.Call.Environment);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OnceAsync(action, work, cancellationToken);
            }
            catch (Exception exception) when (LostRace(exception))
            {
                if (attempt == Tries) throw CommonProblems.Busy();
                db.ChangeTracker.Clear();
                db.Call.Identify(user, session, environment);
            }
            catch (DbUpdateConcurrencyException)
            {
                throw CommonProblems.Stale();
            }
            catch (Exception exception) when (Violation(exception) is { } violation)
            {
                throw ConstraintProblems.From(violation) ?? exception;
            }
        }
    }

    private async Task<T> OnceAsync<T>(string action, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        try
        {
            var result = await work();
            await SaveAsync(action, "ok", transaction, cancellationToken);
            return result;
        }
        catch (ProblemException problem) when (problem.KeepChanges)
        {
            // What led to the refusal must stay, even when the caller has gone away.
            await SaveAsync(action, problem.Code, transaction, CancellationToken.None);
            throw;
        }
    }

    private async Task SaveAsync(string action, string outcome, IDbContextTransaction transaction, CancellationToken cancellationToken)
    {
        db.ChangeTracker.DetectChanges();
        outbox.Write();
        audit.Write(action, outcome);
        if (db.ChangeTracker.HasChanges())
        {
            var native = (NpgsqlTransaction)transaction.GetDbTransaction();
            await TenantCommandInterceptor.TellAsync(db, native.Connection!, native, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static bool LostRace(Exception exception) =>
        Violation(exception) is { } violation
        && (violation.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected || ConstraintProblems.IsLostRace(violation));

    // EF wraps what a driver says once, and what might go well the next time (a lost race) twice.
    private static PostgresException? Violation(Exception? exception) =>
        exception is null ? null : exception as PostgresException ?? Violation(exception.InnerException);
}
