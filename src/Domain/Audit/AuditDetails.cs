namespace Vemap.Domain.Audit;

/// <summary>The part of an audit entry that may be erased: the values before and after, bound to the entry by a salted hash.</summary>
public sealed class AuditDetails : ITenantBound
{
    private AuditDetails()
    {
    }

    public AuditDetails(AuditEntryId id, byte[] salt, string details) => (Id, Salt, Details) = (id, salt, details);

    public ClientEnvironmentId ClientEnvironmentId { get; private set; }

    /// <summary>The id of the entry.</summary>
    public AuditEntryId Id { get; private set; }

    public byte[] Salt { get; private set; } = [];

    /// <summary>JSON, kept exactly as it was hashed.</summary>
    public string Details { get; private set; } = "";
}
