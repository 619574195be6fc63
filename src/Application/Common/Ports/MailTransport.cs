using Vemap.Domain.Deliveries;

namespace Vemap.Application.Common.Ports;

/// <summary>Who a mail comes from.</summary>
public sealed record MailIdentity(string FromName, string FromAddress, string? ReplyTo);

/// <summary>One mail to one recipient, as it lies on the mail queue. Its content is in the message store; the values are merged in by the mail service.</summary>
/// <param name="IsTrial">The environment is in trial mode: only addresses of the allow-list may be reached, which the mail service checks as the last hop.</param>
/// <param name="References">Message ids of earlier mails about the same closures, for threading.</param>
/// <param name="NotAfter">From then on it is not sent any more, however long it lay on the queue.</param>
public sealed record OutgoingMail(
    ClientEnvironmentId Environment,
    RecipientId Recipient,
    int Attempt,
    string Address,
    string ContentKey,
    IReadOnlyDictionary<string, string> Values,
    MailIdentity Identity,
    bool IsTrial,
    IReadOnlyList<string> AllowedAddresses,
    IReadOnlyList<string> References,
    DateTimeOffset? NotAfter = null);

/// <summary>One event about one attempt. <c>EventId</c> is unique for (recipient, attempt): the same event told twice counts once.</summary>
public sealed record DeliveryEvent(
    ClientEnvironmentId Environment,
    RecipientId Recipient,
    int Attempt,
    string EventId,
    DeliveryEventKind Kind,
    DateTimeOffset At,
    int? ReplyCode,
    string? EnhancedCode,
    string? Reply)
{
    /// <summary>The mail service's own word on an attempt: one event, however often it is told. An ambiguous one can be followed by the true one.</summary>
    /// <remarks>To the microsecond, as the database keeps it: told again from there it is the same event.</remarks>
    public static DeliveryEvent Result(
        ClientEnvironmentId environment, RecipientId recipient, int attempt, DeliveryEventKind kind, DateTimeOffset at, int? replyCode, string? enhancedCode, string? reply) =>
        new(environment, recipient, attempt, kind == DeliveryEventKind.Ambiguous ? "ambiguous" : "smtp", kind, new DateTimeOffset(at.Ticks - (at.Ticks % TimeSpan.TicksPerMicrosecond), at.Offset), replyCode, enhancedCode, ReplyText.Of(reply));

    /// <summary>As the database can keep it, whoever told it.</summary>
    public DeliveryEvent Readable() => this with { EventId = ReplyText.Of(EventId)!, EnhancedCode = ReplyText.Of(EnhancedCode), Reply = ReplyText.Of(Reply) };

    /// <summary>The event as it lies on a queue.</summary>
    public QueueItem<DeliveryEvent> ToItem() => new(this, Recipient.ToString(), $"{Recipient}:{Attempt}:{ReplyText.Of(EventId)}");
}

/// <summary>A queue with at-least-once delivery, hiding of received messages and a dead letter after five receives.</summary>
public interface IQueue<TMessage>
{
    /// <summary>Puts messages on the queue; one whose dedup key is on it, or was within the last minutes, is not added again.</summary>
    Task SendAsync(IReadOnlyCollection<QueueItem<TMessage>> items, CancellationToken cancellationToken);

    /// <summary>Takes up to <paramref name="max"/> messages and hides them for <paramref name="visibility"/>; none when the queue is empty.</summary>
    Task<IReadOnlyList<ReceivedMessage<TMessage>>> ReceiveAsync(int max, TimeSpan visibility, CancellationToken cancellationToken);

    /// <summary>Deletes messages that are done; others that were received come back when their hiding ends.</summary>
    Task CompleteAsync(IReadOnlyCollection<ReceivedMessage<TMessage>> messages, CancellationToken cancellationToken);

    /// <summary>Hides messages that are still being worked on for longer.</summary>
    Task ExtendAsync(IReadOnlyCollection<ReceivedMessage<TMessage>> messages, TimeSpan visibility, CancellationToken cancellationToken);

    /// <summary>Notes why messages could not be handled, for whoever looks at the dead letters; they come back when their hiding ends.</summary>
    Task FailAsync(IReadOnlyCollection<ReceivedMessage<TMessage>> messages, string reason, CancellationToken cancellationToken);

    /// <summary>How many messages wait or are being worked on, dead letters not counted.</summary>
    Task<long> DepthAsync(CancellationToken cancellationToken);
}

/// <summary>A message to send. The mail queue delivers the messages of one group in order; the dedup key makes sending it twice harmless.</summary>
public sealed record QueueItem<TMessage>(TMessage Message, string Group, string DedupKey);

/// <summary>A message received, with the handle that completes it and how often it has been received.</summary>
public sealed record ReceivedMessage<TMessage>(TMessage Message, string Handle, int Receives);

/// <summary>Mails to be sent.</summary>
public interface IMailQueue : IQueue<OutgoingMail>;

/// <summary>The mail service's results of its attempts, in any order.</summary>
public interface IResultQueue : IQueue<DeliveryEvent>;

/// <summary>The provider's events about mails, in any order.</summary>
public interface IFeedbackQueue : IQueue<DeliveryEvent>;

/// <summary>Keeps rendered message content, byte for byte, for as long as the environment keeps its mailings.</summary>
public interface IMessageStore
{
    /// <summary>Keeps the content under a key that begins with the environment's id; written once, a second identical write changes nothing.</summary>
    Task PutAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>The content, or null when there is none under this key.</summary>
    Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken);
}
