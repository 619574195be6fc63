using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;

namespace Vemap.Application.Common.Ports;

/// <summary>The recipients of mailings and their timeline, in sets: ten thousand are one statement, inside the transaction of the command.</summary>
public interface IMailingRecipients
{
    /// <summary>Writes recipients down, queued.</summary>
    Task AddAsync(IReadOnlyCollection<Recipient> recipients, CancellationToken cancellationToken);

    /// <summary>Writes one test mail down, with its entry in the audit log.</summary>
    void AddTest(Recipient recipient);

    /// <summary>Gives everybody of the mailing who still waits a turn: the queued ones at this moment, those who are tried again when their next attempt is due.</summary>
    Task QueueAsync(MailingId mailing, DateTimeOffset due, CancellationToken cancellationToken);

    /// <summary>Gives these attempts a turn.</summary>
    Task QueueAsync(IReadOnlyCollection<PlannedAttempt> attempts, CancellationToken cancellationToken);

    /// <summary>Reads recipients and keeps them from others until the transaction ends.</summary>
    Task<IReadOnlyList<Recipient>> LockAsync(IReadOnlyCollection<RecipientId> ids, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="max"/> recipients that the server took over before this moment and of which a provider that tells has told nothing since, locked.</summary>
    Task<IReadOnlyList<Recipient>> LockUnheardAsync(DateTimeOffset before, int max, CancellationToken cancellationToken);

    /// <summary>Writes down where recipients stand now.</summary>
    Task SaveAsync(IReadOnlyCollection<RecipientChange> changes, CancellationToken cancellationToken);

    /// <summary>Appends to the timeline and returns what was new; the same event told twice is one line.</summary>
    Task<IReadOnlyList<DeliveryEvent>> RecordAsync(IReadOnlyCollection<DeliveryEvent> events, CancellationToken cancellationToken);

    /// <summary>Ends everybody of the mailing who waits: cancelled before the first attempt, a technical failure between two.</summary>
    Task CancelWaitingAsync(MailingId mailing, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Whether anything can still be expected of this mailing.</summary>
    Task<bool> AnyOpenAsync(MailingId mailing, MailProof proof, CancellationToken cancellationToken);

    /// <summary>SHA-256 (hex) of the timeline of the whole mailing as it was recorded until this moment, in the order of recipients and recording.</summary>
    Task<string> TimelineHashAsync(MailingId mailing, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Gives a turn to everybody who has been forgotten, because a message or an event was lost, and returns how many there were.</summary>
    Task<int> QueueForgottenAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>An attempt to be made at a moment. A later round repeats an attempt whose message may be lost; the mail service makes it once all the same.</summary>
public sealed record PlannedAttempt(RecipientId Recipient, int Attempt, DateTimeOffset Due, int Round = 0);

/// <summary>Where a recipient stands after what was heard.</summary>
public sealed record RecipientChange(RecipientId Recipient, DeliveryState State, DateTimeOffset? FirstAttemptAt, DateTimeOffset? SentAt, string? LastReply, DateTimeOffset At);
