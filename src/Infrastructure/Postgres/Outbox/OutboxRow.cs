namespace Vemap.Infrastructure.Postgres.Outbox;

/// <summary>Something to be told to others, written in the transaction of the change itself.</summary>
internal sealed class OutboxRow : ITenantBound
{
    public ClientEnvironmentId ClientEnvironmentId { get; init; }

    public required Guid Id { get; init; }

    /// <summary>"event" for consumers, "mail" for the mail queue.</summary>
    public required string Kind { get; init; }

    /// <summary>The event's type name.</summary>
    public required string Name { get; init; }

    public required string Payload { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public int Failures { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
