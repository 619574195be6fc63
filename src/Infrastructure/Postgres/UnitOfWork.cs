using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Vemap.Infrastructure.Postgres.Outbox;

namespace Vemap.Infrastructure.Postgres;

/// <summary>One transaction a command: aggregates, outbox rows and audit row are saved once and committed together.</summary>
internal sealed class UnitOfWork(VemapDbContext db, OutboxWriter outbox, AuditWriter audit) : IUnitOfWork
{
    private const int Attempts = 3;

    public Task<T> RunAsync<T>(string action, WorkKind kind, Func<Task<T>> work, CancellationToken cancellationToken) => kind switch
    {
        WorkKind.Command => CommandAsync(action, work, cancellationToken),
        WorkKind.SnapshotQuery => SnapshotAsync(work, cancellationToken),
        _ => work(),
    };

    private async Task<T> SnapshotAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await TenantCommandInterceptor.BeginReadOnlyAsync(db, (NpgsqlTransaction)transaction.GetDbTransaction(), cancellationToken);
        var result = await work();
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    private async Task<T> CommandAsync<T>(string action, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        // An attempt may have entered an environment or identified the caller. The next attempt starts from the same state as the first.
        var (user, session, environment) = (db.Call.User, db.Call.Session, db.Call.Environment);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OnceAsync(action, work, cancellationToken);
            }
            catch (Exception exception) when (LostRace(exception))
            {
                if (attempt == Attempts) throw CommonProblems.Busy();
                db.ChangeTracker.Clear();
                db.Call.Identify(user, session, environment);
            }
            catch (ProblemException problem) when (problem is { Kind: ProblemKind.Conflict, KeepChanges: false } && attempt < Attempts)
            {
                // The parts of an aggregate are read after the aggregate itself, so a faster change may show in them already. The next attempt decides on its
                // result.
                if (!await HasChangedAsync(cancellationToken)) throw;
                db.ChangeTracker.Clear();
                db.Call.Identify(user, session, environment);
            }
            catch (DbUpdateConcurrencyException)
            {
                throw CommonProblems.Stale();
            }
            catch (Exception exception) when (Violation(exception) is { } violation)
            {
                if (violation.SqlState == PostgresErrorCodes.UniqueViolation && await HasChangedAsync(cancellationToken)) throw CommonProblems.Stale();
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
            // The trace of the refusal is kept, even when the caller has disconnected.
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
            await TenantCommandInterceptor.SetTenantAsync(db, native.Connection!, native, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    // Of two changes of one version the slower one may collide with the result of the faster one before its version is compared.
    private async Task<bool> HasChangedAsync(CancellationToken cancellationToken)
    {
        var read = db.ChangeTracker.Entries<AggregateRoot>().Where(entry => entry.State is EntityState.Modified or EntityState.Unchanged).ToList();
        foreach (var entry in read)
        {
            var version = entry.Property(root => root.Version);
            if (await entry.GetDatabaseValuesAsync(cancellationToken) is not { } current || current.GetValue<int>(version.Metadata) != version.OriginalValue)
                return true;
        }

        return false;
    }

    private static bool LostRace(Exception exception) =>
        Violation(exception) is { } violation
        && (violation.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected || ConstraintProblems.IsLostRace(violation));

    // EF Core wraps the exception of the driver once, and a transient one, such as a lost race, twice.
    private static PostgresException? Violation(Exception? exception) =>
        exception is null ? null : exception as PostgresException ?? Violation(exception.InnerException);
}
