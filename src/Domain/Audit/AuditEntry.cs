namespace Vemap.Domain.Audit;

/// <summary>One entry of the audit log: user, action, object and result. It never changes.</summary>
/// <remarks>Personal data is in a separate table. DetailsHash is its salted SHA-256, so that the entry stays valid when the data is erased.</remarks>
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

    /// <summary>The name of the request.</summary>
    public string Action { get; private set; } = "";

    /// <summary>"ok" or the code of the refusal.</summary>
    public string Outcome { get; private set; } = "";

    /// <summary>Null for the system and for callers without a token.</summary>
    public UserId? Actor { get; private set; }

    public string? ObjectKind { get; private set; }

    public Guid? ObjectId { get; private set; }

    public string Origin { get; private set; } = "";

    public string TraceId { get; private set; } = "";

    /// <summary>Equal for identical refusals within one minute, which are one entry with a count.</summary>
    public byte[]? RefusalKey { get; private set; }

    public byte[]? DetailsHash { get; private set; }

    /// <summary>The hash of the previous entry. Both hashes are set when the chain is sealed.</summary>
    public byte[]? PreviousHash { get; private set; }

    public byte[]? Hash { get; private set; }

    /// <summary>Sets the aggregate that was changed, and the hash of the details.</summary>
    public void Concerns(string objectKind, Guid? objectId, byte[] detailsHash)
    {
        (ObjectKind, ObjectId, DetailsHash) = (objectKind, objectId, detailsHash);
    }
}
