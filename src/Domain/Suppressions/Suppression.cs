namespace Vemap.Domain.Suppressions;

public enum SuppressionReason
{
    PermanentFailure,
    Complaint,
}

/// <summary>An address that this environment sends nothing to, until Organisation lifts it with a reason.</summary>
public sealed class Suppression : TenantAggregate
{
    private Suppression()
    {
    }

    public Suppression(SuppressionId id, string address, SuppressionReason reason, string? reply, DateTimeOffset now)
    {
        (Id, Address, Reason, Reply, Since) = (id, address.ToLowerInvariant(), reason, reply, now);
        Touch(now);
    }

    public SuppressionId Id { get; private set; }

    /// <summary>In lower case.</summary>
    public string Address { get; private set; } = "";

    public SuppressionReason Reason { get; private set; }

    /// <summary>What the server or provider said.</summary>
    public string? Reply { get; private set; }

    public DateTimeOffset Since { get; private set; }

    public DateTimeOffset? LiftedAt { get; private set; }

    public UserId? LiftedBy { get; private set; }

    public string? LiftReason { get; private set; }

    public void Lift(UserId by, string reason, DateTimeOffset now)
    {
        if (LiftedAt is not null) throw SuppressionProblems.AlreadyLifted();
        (LiftedAt, LiftedBy, LiftReason) = (now, by, reason);
        Touch(now);
    }
}
