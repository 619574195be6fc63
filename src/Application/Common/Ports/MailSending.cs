using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;

namespace Vemap.Application.Common.Ports;

/// <summary>The route that mails take in this deployment, as configured under "Mail".</summary>
/// <param name="IsProduction">Only then may addresses be reached that are not on <paramref name="AllowedAddresses"/>.</param>
public sealed record MailRoute(MailProof Proof, bool IsProduction, IReadOnlyList<string> AllowedAddresses);

/// <summary>A merged mail, ready to be written and handed over.</summary>
public sealed record MailToSend(
    ClientEnvironmentId Environment,
    RecipientId Recipient,
    int Attempt,
    MailIdentity From,
    string To,
    string Subject,
    string Html,
    string Text,
    IReadOnlyList<MailAttachment> Attachments,
    IReadOnlyList<string> References,
    DateTimeOffset Date);

/// <summary>What came of handing a mail over: accepted, deferred, refused, ambiguous or failed, with the server's own words.</summary>
/// <param name="EnhancedCode">Also of an ambiguous one, when it was the server that left it open.</param>
/// <param name="IsThrottled">It was deferred only because the server wants less mail at a time.</param>
public sealed record SendOutcome(DeliveryEventKind Kind, int? ReplyCode = null, string? EnhancedCode = null, string? Reply = null, bool IsThrottled = false)
{
    public static SendOutcome TooLate { get; } = new(DeliveryEventKind.Failed, Reply: "It was too late for this mail when its turn came.");
}

/// <summary>Hands mails to the mail server.</summary>
public interface IMailSender
{
    /// <summary>Hands over one mail; whatever goes wrong is an outcome. Waits while all connections are busy, and only then has the mail written: those that wait take no memory.</summary>
    /// <param name="write">Null: it is too late for this mail now.</param>
    Task<SendOutcome> SendAsync(Func<MailToSend?> write, CancellationToken cancellationToken);
}

/// <summary>Remembers each attempt to send, so that a message delivered twice by the queue is not mailed twice. Holds no address.</summary>
public interface IMailAttempts
{
    /// <summary>Opens the attempts that are new and tells of each where it stands.</summary>
    Task<IReadOnlyList<AttemptStanding>> OpenAsync(IReadOnlyCollection<AttemptKey> attempts, CancellationToken cancellationToken);

    /// <summary>Closes attempts with what happened; only an ambiguous one can be closed again.</summary>
    Task CloseAsync(IReadOnlyCollection<DeliveryEvent> results, CancellationToken cancellationToken);
}

/// <summary>One attempt to reach one recipient.</summary>
public sealed record AttemptKey(ClientEnvironmentId Environment, RecipientId Recipient, int Attempt);

/// <summary>Where an attempt stands: new, opened before (nobody knows what happened then), or closed with its result.</summary>
public sealed record AttemptStanding(AttemptKey Key, bool IsNew, DeliveryEvent? Result);
