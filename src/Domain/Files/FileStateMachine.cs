using System.Collections.Frozen;

namespace Vemap.Domain.Files;

public enum FileStatus
{
    AwaitingUpload,
    Expired,
    Quarantined,
    Available,
    Rejected,
    Blocked,
    Deleted,
}

public enum FileStep
{
    /// <summary>The bytes have arrived and are being checked.</summary>
    Receive,
    Accept,
    Reject,
    Block,
    Unblock,
    Expire,
    Delete,
}

/// <summary>Which step leads from which status of a file to which. It holds no data.</summary>
public static class FileStateMachine
{
    private static readonly FrozenDictionary<(FileStatus From, FileStep Step), FileStatus> Transitions = new Dictionary<(FileStatus, FileStep), FileStatus>
    {
        [(FileStatus.AwaitingUpload, FileStep.Receive)] = FileStatus.Quarantined,
        [(FileStatus.AwaitingUpload, FileStep.Expire)] = FileStatus.Expired,
        [(FileStatus.AwaitingUpload, FileStep.Delete)] = FileStatus.Deleted,
        [(FileStatus.Quarantined, FileStep.Accept)] = FileStatus.Available,
        [(FileStatus.Quarantined, FileStep.Reject)] = FileStatus.Rejected,
        [(FileStatus.Quarantined, FileStep.Delete)] = FileStatus.Deleted,
        [(FileStatus.Available, FileStep.Block)] = FileStatus.Blocked,
        [(FileStatus.Available, FileStep.Delete)] = FileStatus.Deleted,
        [(FileStatus.Blocked, FileStep.Unblock)] = FileStatus.Available,
        [(FileStatus.Blocked, FileStep.Delete)] = FileStatus.Deleted,
        [(FileStatus.Rejected, FileStep.Delete)] = FileStatus.Deleted,
    }.ToFrozenDictionary();

    /// <summary>No step leads out of this status.</summary>
    public static bool IsFinal(FileStatus status) => status is FileStatus.Expired or FileStatus.Deleted;

    /// <summary>The status after a step, or null when the step cannot be taken.</summary>
    public static FileStatus? Next(FileStatus status, FileStep step) => Transitions.TryGetValue((status, step), out var next) ? next : null;
}
