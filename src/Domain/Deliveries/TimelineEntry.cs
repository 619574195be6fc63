namespace Vemap.Domain.Deliveries;

/// <summary>One line of a recipient's timeline; the same event told twice is one line.</summary>
public sealed class TimelineEntry : IProjectBound
{
    private TimelineEntry()
    {
    }

    public ClientEnvironmentId ClientEnvironmentId { get; private set; }

    public ProjectId ProjectId { get; private set; }

    public MailingId MailingId { get; private set; }

    public RecipientId RecipientId { get; private set; }

    public int Attempt { get; private set; }

    /// <summary>Unique for the attempt; made by whoever tells.</summary>
    public string EventId { get; private set; } = "";

    public DeliveryEventKind Kind { get; private set; }

    public DateTimeOffset At { get; private set; }

    public int? ReplyCode { get; private set; }

    public string? EnhancedCode { get; private set; }

    public string? Reply { get; private set; }

    public DateTimeOffset RecordedAt { get; private set; }
}
