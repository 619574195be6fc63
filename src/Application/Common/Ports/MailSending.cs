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

/// <summary>The result of handing a mail over: accepted, deferred, refused, ambiguous or failed, with the server's reply.</summary>
/// <param name="EnhancedCode">An ambiguous result has one too if the server caused the ambiguity.</param>
/// <param name="IsThrottled">The mail was deferred only because the server asked the sender for less mail.</param>
public sealed record SendOutcome(DeliveryEventKind Kind, int? ReplyCode = null, string? EnhancedCode = null, string? Reply = null, bool IsThrottled = false)
{
    public static SendOutcome TooLate { get; } = new(DeliveryEventKind.Failed, Reply: "It was too late for this mail when its turn came.");
}

/// <summary>Hands mails to the mail server.</summary>
public interface IMailSender
{
    /// <summary>Hands over one mail; every failure is an outcome, not an exception. Waits for a free
    /// connection before the mail is written, so that waiting mails take no memory.</summary>
    /// <param name="environment">The environment that mails: none may take all connections.</param>
    /// <param name="write">Writes the mail when its turn comes; null means that it is too late for this mail.</param>
    Task<SendOutcome> SendAsync(ClientEnvironmentId environment, Func<MailToSend?> write, CancellationToken cancellationToken);
}

/// <summary>Remembers each attempt to send, so that a message delivered twice by the queue is not mailed twice. Holds no address.</summary>
public interface IMailAttempts
{
    /// <summary>Opens the attempts that are new, and returns the standing of each.</summary>
    Task<IReadOnlyList<AttemptStanding>> OpenAsync(IReadOnlyCollection<AttemptKey> attempts, CancellationToken cancellationToken);

    /// <summary>Closes attempts with their results; only an ambiguous one can be closed again.</summary>
    Task CloseAsync(IReadOnlyCollection<DeliveryEvent> results, CancellationToken cancellationToken);
}

/// <summary>One attempt to reach one recipient.</summary>
public sealed record AttemptKey(ClientEnvironmentId Environment, RecipientId Recipient, int Attempt);

/// <summary>The standing of an attempt: new, opened before with an unknown result, or closed with its result.</summary>
public sealed record AttemptStanding(AttemptKey Key, bool IsNew, DeliveryEvent? Result);
