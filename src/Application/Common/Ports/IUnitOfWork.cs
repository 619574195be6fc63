namespace Vemap.Application.Common.Ports;

/// <summary>How a request uses the database.</summary>
public enum WorkKind
{
    /// <summary>One transaction; saved and committed once, with outbox and audit rows.</summary>
    Command,

    /// <summary>No transaction: every database command stands alone. A lengthy command begins like this too.</summary>
    Query,

    /// <summary>A read-only snapshot over several reads.</summary>
    SnapshotQuery,
}

/// <summary>Runs a request's work against the database.</summary>
public interface IUnitOfWork
{
    /// <summary>Runs the work and returns its result; a command that loses a race (40001, 40P01) runs again, three attempts in all, and is then refused with
    /// common.busy.</summary>
    Task<T> RunAsync<T>(string action, WorkKind kind, Func<Task<T>> work, CancellationToken cancellationToken);
}
