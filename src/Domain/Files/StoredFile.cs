namespace Vemap.Domain.Files;

public enum FileKind
{
    VkmPlan,
    SupportFile,
    Logo,
}

/// <summary>How the environment uses a file; it decides whether the file may be deleted.</summary>
public enum FileUse
{
    None,
    InPlan,
    Reviewed,
    Shown,
}

/// <summary>What was found in the store, independently of the declaration.</summary>
/// <param name="Fault">Why the content is refused as the declared type; null when it is accepted.</param>
public sealed record Inspection(long Size, string Sha256, FileFault? Fault);

/// <summary>A file whose bytes are in the store; only an available one can be downloaded.</summary>
public sealed class StoredFile : TenantAggregate, IRegisterBound
{
    /// <summary>An upload that is not completed within this time expires.</summary>
    public static readonly TimeSpan UploadTime = TimeSpan.FromHours(24);

    /// <summary>How long one upload link is valid; another one can be requested.</summary>
    public static readonly TimeSpan LinkTime = TimeSpan.FromHours(1);

    private StoredFile()
    {
    }

    /// <summary>A file of a closure.</summary>
    public StoredFile(FileId id, ProjectId projectId, ClosureId closureId, FileKind kind, FileDeclaration declared, UserId uploadedBy, DateTimeOffset now)
        : this(id, kind, declared, uploadedBy, now) => (ProjectId, ClosureId) = (projectId, closureId);

    private StoredFile(FileId id, FileKind kind, FileDeclaration declared, UserId uploadedBy, DateTimeOffset now)
    {
        (Id, Kind, UploadedBy) = (id, kind, uploadedBy);
        (Name, Size, ContentType, Sha256) = (declared.Name, declared.Size, declared.ContentType, declared.Sha256);
        UploadUntil = now + UploadTime;
        Touch(now);
    }

    public FileId Id { get; private set; }

    /// <summary>Null only for a logo.</summary>
    public ProjectId? ProjectId { get; private set; }

    /// <summary>The closure to which the file was uploaded; null only for a logo.</summary>
    public ClosureId? ClosureId { get; private set; }

    public FileKind Kind { get; private set; }

    public string Name { get; private set; } = "";

    public long Size { get; private set; }

    /// <summary>As declared; the bytes of an available file were checked against it.</summary>
    public string ContentType { get; private set; } = "";

    /// <summary>64 lower-case hexadecimal digits; kept when the bytes are deleted.</summary>
    public string Sha256 { get; private set; } = "";

    public FileStatus Status { get; private set; }

    /// <summary>The code of the rejection, or the reason given for the block.</summary>
    public string? Reason { get; private set; }

    public UserId UploadedBy { get; private set; }

    public DateTimeOffset UploadUntil { get; private set; }

    /// <summary>When the bytes were removed from the store; until <see cref="UploadUntil"/> an upload link may still bring them back.</summary>
    public DateTimeOffset? ErasedAt { get; private set; }

    /// <summary>The bytes are to be removed from the store.</summary>
    public bool IsDiscarded => Status is FileStatus.Rejected or FileStatus.Deleted or FileStatus.Expired;

    /// <summary>The key of a closure's file in the store.</summary>
    public static string StoreKey(ClientEnvironmentId environment, ProjectId project, ClosureId closure, FileId file) =>
        $"{environment}/{project}/{closure}/files/{file}";

    /// <summary>The key of a logo in the store.</summary>
    public static string StoreKey(ClientEnvironmentId environment, FileId logo) => $"{environment}/logos/{logo}";

    public string StoreKey(ClientEnvironmentId environment) =>
        ProjectId is { } project && ClosureId is { } closure ? StoreKey(environment, project, closure, Id) : StoreKey(environment, Id);

    /// <summary>The environment and the file that a store key names, or null for a key of another form.</summary>
    public static (ClientEnvironmentId Environment, FileId File)? FromStoreKey(string key)
    {
        var (environment, file) = key.Split('/') switch
        {
            [var first, _, _, "files", var last] => (first, last),
            [var first, "logos", var last] => (first, last),
            _ => ("", ""),
        };
        if (!ClientEnvironmentId.TryParse(environment, null, out var environmentId) || !FileId.TryParse(file, null, out var fileId)) return null;
        return (environmentId, fileId);
    }

    /// <summary>The logo of an environment.</summary>
    public static StoredFile Logo(FileId id, FileDeclaration declared, UserId uploadedBy, DateTimeOffset now) =>
        new(id, FileKind.Logo, declared, uploadedBy, now);

    /// <summary>Accepts the uploaded bytes if they are what was declared; otherwise rejects the file for good.</summary>
    public void Complete(Inspection found, DateTimeOffset now)
    {
        Take(FileStep.Receive, FileProblems.NotWaiting);
        var problem = Judge(found);
        Take(problem is null ? FileStep.Accept : FileStep.Reject, FileProblems.NotWaiting);
        Reason = problem?.Code;
        Touch(now);
        if (problem is null) return;
        Raise(new FileDiscarded(Id.Value));
        throw problem;
    }

    /// <summary>Until when an upload link that is given now is valid.</summary>
    public DateTimeOffset LinkUntil(DateTimeOffset now)
    {
        RequireWaiting();
        if (UploadUntil <= now) throw FileProblems.AlreadyGone();
        return now + LinkTime < UploadUntil ? now + LinkTime : UploadUntil;
    }

    /// <summary>Refuses a file that does not wait for its bytes.</summary>
    public void RequireWaiting()
    {
        if (FileStateMachine.Next(Status, FileStep.Receive) is null) throw FileProblems.NotWaiting();
    }

    /// <summary>Stops downloads until the block is lifted.</summary>
    public void Block(string reason, DateTimeOffset now)
    {
        Take(FileStep.Block, FileProblems.NotAvailable);
        Reason = reason;
        Touch(now);
    }

    public void Unblock(DateTimeOffset now)
    {
        Take(FileStep.Unblock, FileProblems.NotBlocked);
        Reason = null;
        Touch(now);
    }

    /// <summary>Removes the bytes and keeps the row with its hash. The file of a reviewed plan is evidence, which only retention removes.</summary>
    public void Delete(FileUse use, DateTimeOffset now)
    {
        if (FileStateMachine.IsFinal(Status)) throw FileProblems.AlreadyGone();
        if (use == FileUse.Reviewed) throw FileProblems.Reviewed();
        if (use == FileUse.InPlan) throw FileProblems.InPlan();
        if (use == FileUse.Shown) throw FileProblems.Shown();
        Discard(FileStep.Delete, now);
    }

    /// <summary>Expires an upload that was not completed in time; other files do not change.</summary>
    public void Expire(DateTimeOffset now)
    {
        if (UploadUntil <= now && FileStateMachine.Next(Status, FileStep.Expire) is not null) Discard(FileStep.Expire, now);
    }

    /// <summary>Requests a second removal of a discarded file's bytes once its last upload link has ended.</summary>
    public void EraseAgain(DateTimeOffset now)
    {
        if (IsDiscarded && ErasedAt < UploadUntil && UploadUntil <= now) Raise(new FileDiscarded(Id.Value));
    }

    /// <summary>Records that the bytes were removed from the store.</summary>
    public void Erased(DateTimeOffset now)
    {
        if (ErasedAt >= UploadUntil) return;
        ErasedAt = now;
        Touch(now);
    }

    private ProblemException? Judge(Inspection found) =>
        found.Size != Size ? FileProblems.WrongSize(Size, found.Size)
        : found.Sha256 != Sha256 ? FileProblems.WrongHash()
        : !FileTypes.Takes(Kind, ContentType) ? FileProblems.WrongType(ContentType)
        : found.Fault is { } fault ? FileProblems.Refused(fault, ContentType)
        : null;

    private void Take(FileStep step, Func<ProblemException> refusal) => Status = FileStateMachine.Next(Status, step) ?? throw refusal();

    private void Discard(FileStep step, DateTimeOffset now)
    {
        Take(step, FileProblems.AlreadyGone);
        Touch(now);
        Raise(new FileDiscarded(Id.Value));
    }
}

/// <summary>What the uploader declares about a file before uploading it.</summary>
public sealed record FileDeclaration(string Name, long Size, string ContentType, string Sha256);
