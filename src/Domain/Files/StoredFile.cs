namespace Vemap.Domain.Files;

public enum FileKind
{
    VkmPlan,
    SupportFile,
    Logo,
}

/// <summary>What the rest of the environment does with a file, which decides whether it may be deleted.</summary>
public enum FileUse
{
    None,
    InPlan,
    Reviewed,
    Shown,
}

/// <summary>What was really found in the store: never what the uploader said.</summary>
public sealed record Inspection(long Size, string Sha256, string? ContentType);

/// <summary>A file whose bytes lie in the store; only an available one can be downloaded.</summary>
public sealed class StoredFile : TenantAggregate, IRegisterBound
{
    /// <summary>An upload that is not completed within this time has been abandoned.</summary>
    public static readonly TimeSpan UploadTime = TimeSpan.FromHours(24);

    /// <summary>How long one link to upload the bytes is good; another one can be asked for.</summary>
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

    /// <summary>Null for the environment's logo, and for nothing else.</summary>
    public ProjectId? ProjectId { get; private set; }

    /// <summary>The closure it was uploaded at; null for the environment's logo.</summary>
    public ClosureId? ClosureId { get; private set; }

    public FileKind Kind { get; private set; }

    public string Name { get; private set; } = "";

    public long Size { get; private set; }

    /// <summary>As declared; once the file is available it is proven by its bytes.</summary>
    public string ContentType { get; private set; } = "";

    /// <summary>64 lower-case hexadecimal digits; it stays when the bytes are deleted.</summary>
    public string Sha256 { get; private set; } = "";

    public FileStatus Status { get; private set; }

    /// <summary>The code of the rejection, or the words of whoever blocked the file.</summary>
    public string? Reason { get; private set; }

    public UserId UploadedBy { get; private set; }

    public DateTimeOffset UploadUntil { get; private set; }

    /// <summary>When the bytes were removed from the store; before <see cref="UploadUntil"/> a link may still bring them back.</summary>
    public DateTimeOffset? ErasedAt { get; private set; }

    /// <summary>Its bytes have no place in the store any more.</summary>
    public bool IsDiscarded => Status is FileStatus.Rejected or FileStatus.Deleted or FileStatus.Expired;

    /// <summary>Where the bytes lie in the store.</summary>
    public static string StoreKey(ClientEnvironmentId environment, ProjectId project, ClosureId closure, FileId file) =>
        $"{environment}/{project}/{closure}/files/{file}";

    /// <summary>Where the bytes of a logo lie.</summary>
    public static string StoreKey(ClientEnvironmentId environment, FileId logo) => $"{environment}/logos/{logo}";

    public string StoreKey(ClientEnvironmentId environment) =>
        ProjectId is { } project && ClosureId is { } closure ? StoreKey(environment, project, closure, Id) : StoreKey(environment, Id);

    /// <summary>The picture that an environment shows for itself.</summary>
    public static StoredFile Logo(FileId id, FileDeclaration declared, UserId uploadedBy, DateTimeOffset now) => new(id, FileKind.Logo, declared, uploadedBy, now);

    /// <summary>Takes what was uploaded if it is what was declared; otherwise the file is rejected, which is kept.</summary>
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

    /// <summary>Until when a link to upload the bytes is good; after the file is given up there is none.</summary>
    public DateTimeOffset LinkUntil(DateTimeOffset now)
    {
        RequireWaiting();
        if (UploadUntil <= now) throw FileProblems.AlreadyGone();
        return now + LinkTime < UploadUntil ? now + LinkTime : UploadUntil;
    }

    /// <summary>Refuses to complete anything that is not waiting for its bytes.</summary>
    public void RequireWaiting()
    {
        if (FileLife.Next(Status, FileStep.Receive) is null) throw FileProblems.NotWaiting();
    }

    /// <summary>Nobody can download it until the block is lifted.</summary>
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

    /// <summary>The bytes go; the row with its hash stays. A reviewed plan's file is proof, which only retention removes.</summary>
    public void Delete(FileUse use, DateTimeOffset now)
    {
        if (FileLife.IsFinal(Status)) throw FileProblems.AlreadyGone();
        if (use == FileUse.Reviewed) throw FileProblems.Reviewed();
        if (use == FileUse.InPlan) throw FileProblems.InPlan();
        if (use == FileUse.Shown) throw FileProblems.Shown();
        Discard(FileStep.Delete, now);
    }

    /// <summary>Gives up an abandoned upload; anything else is left as it is.</summary>
    public void Expire(DateTimeOffset now)
    {
        if (UploadUntil <= now && FileLife.Next(Status, FileStep.Expire) is not null) Discard(FileStep.Expire, now);
    }

    /// <summary>Has the bytes of a discarded file erased once more when no link can bring any after that.</summary>
    public void EraseAgain(DateTimeOffset now)
    {
        if (IsDiscarded && ErasedAt < UploadUntil && UploadUntil <= now) Raise(new FileDiscarded(Id.Value));
    }

    /// <summary>Records that the store holds the bytes no longer.</summary>
    public void Erased(DateTimeOffset now)
    {
        if (ErasedAt >= UploadUntil) return;
        ErasedAt = now;
        Touch(now);
    }

    private ProblemException? Judge(Inspection found) =>
        found.Size != Size ? FileProblems.WrongSize(Size, found.Size)
        : found.Sha256 != Sha256 ? FileProblems.WrongHash()
        : found.ContentType != ContentType || !FileTypes.Takes(Kind, ContentType) ? FileProblems.WrongType(ContentType)
        : null;

    private void Take(FileStep step, Func<ProblemException> refusal) => Status = FileLife.Next(Status, step) ?? throw refusal();

    private void Discard(FileStep step, DateTimeOffset now)
    {
        Take(step, FileProblems.AlreadyGone);
        Touch(now);
        Raise(new FileDiscarded(Id.Value));
    }
}

/// <summary>What an uploader says of a file before it is uploaded.</summary>
public sealed record FileDeclaration(string Name, long Size, string ContentType, string Sha256);
