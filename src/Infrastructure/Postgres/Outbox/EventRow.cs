namespace Vemap.Infrastructure.Postgres.Outbox;

/// <summary>An event that waits to be relayed: written in the transaction of the change, deleted when its commands were committed.</summary>
internal sealed class EventRow : ITenantBound
{
    public ClientEnvironmentId ClientEnvironmentId { get; init; }

    public required Guid Id { get; init; }

    /// <summary>The stored name of the event, which is not its type's name.</summary>
    public required string Name { get; init; }

    public required string Payload { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public int Failures { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when it is a dead letter.</summary>
    public DateTimeOffset? DeadAt { get; init; }

    /// <summary>Why it could not be relayed the last time.</summary>
    public string? Reason { get; init; }
}
