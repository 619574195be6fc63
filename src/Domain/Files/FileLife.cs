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
    /// <summary>Its bytes have come and are looked at.</summary>
    Receive,
    Accept,
    Reject,
    Block,
    Unblock,
    Expire,
    Delete,
}

/// <summary>Which step leads from which state of a file to which: decisions only, no data.</summary>
public static class FileLife
{
    public static bool IsFinal(FileStatus status) => status is FileStatus.Expired or FileStatus.Deleted;

    /// <summary>The state after a step, or null when the step cannot be taken.</summary>
    public static FileStatus? Next(FileStatus status, FileStep step) => (status, step) switch
    {
        (FileStatus.AwaitingUpload, FileStep.Receive) => FileStatus.Quarantined,
        (FileStatus.AwaitingUpload, FileStep.Expire) => FileStatus.Expired,
        (FileStatus.Quarantined, FileStep.Accept) => FileStatus.Available,
        (FileStatus.Quarantined, FileStep.Reject) => FileStatus.Rejected,
        (FileStatus.Available, FileStep.Block) => FileStatus.Blocked,
        (FileStatus.Blocked, FileStep.Unblock) => FileStatus.Available,
        (not (FileStatus.Expired or FileStatus.Deleted), FileStep.Delete) => FileStatus.Deleted,
        _ => null,
    };
}
