namespace Vemap.Domain.Audit;

/// <summary>One line of the trace: who did what to which object, with which result. Written by the unit of work, never changed.</summary>
/// <remarks>Personal data stands in a table beside it; DetailsHash is the salted SHA-256 of that, so that erasing it leaves the entry whole.</remarks>
public sealed class AuditEntry : ITenantBound
{
    private AuditEntry()
    {
    }

    public AuditEntry(AuditEntryId id, DateTimeOffset at, string action, string outcome, UserId? actor, string origin, string traceId)
    {
        (Id, At, Action, Outcome, Actor, Origin, TraceId) = (id, at, action, outcome, actor, origin, traceId);
    }

    public AuditEntryId Id { get; private set; }

    public ClientEnvironmentId ClientEnvironmentId { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>The request's name.</summary>
    public string Action { get; private set; } = "";

    /// <summary>"ok" or the code of the refusal.</summary>
    public string Outcome { get; private set; } = "";

    /// <summary>Null for the system and for strangers.</summary>
    public UserId? Actor { get; private set; }

    public string? ObjectKind { get; private set; }

    public Guid? ObjectId { get; private set; }

    public string Origin { get; private set; } = "";

    public string TraceId { get; private set; } = "";

    /// <summary>Equal for identical refusals within one minute, which are one entry with a count beside it.</summary>
    public byte[]? RefusalKey { get; private set; }

    public byte[]? DetailsHash { get; private set; }

    /// <summary>Filled when the chain is sealed: the hash of the entry before and of this one.</summary>
    public byte[]? PreviousHash { get; private set; }

    public byte[]? Hash { get; private set; }

    /// <summary>Names the aggregate that was changed, and binds the details kept beside this entry.</summary>
    public void Concerns(string objectKind, Guid? objectId, byte[] detailsHash)
    {
        (ObjectKind, ObjectId, DetailsHash) = (objectKind, objectId, detailsHash);
    }
}
