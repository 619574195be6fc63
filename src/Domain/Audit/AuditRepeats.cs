namespace Vemap.Domain.Audit;

/// <summary>How often a refusal occurred within its minute. The database counts.</summary>
public sealed class AuditRepeats : ITenantBound
{
    private AuditRepeats()
    {
    }

    public ClientEnvironmentId ClientEnvironmentId { get; private set; }

    public byte[] RefusalKey { get; private set; } = [];

    public int Count { get; private set; }

    public DateTimeOffset LastAt { get; private set; }
}
