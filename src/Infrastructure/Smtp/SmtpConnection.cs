using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Vemap.Domain.Deliveries;

namespace Vemap.Infrastructure.Smtp;

/// <summary>What goes into the conversation for one mail: checked addresses and the composed message.</summary>
/// <param name="From">Where the server reports to; not always the address that the recipient sees.</param>
internal sealed record SmtpEnvelope(SmtpAddress From, SmtpAddress To, MimeMessage Message, bool NeedsUtf8, string Id);

/// <summary>One conversation with the mail server, carried by MailKit and kept for many mails;
/// one recipient a mail, so that each has a reply of its own.</summary>
/// <remarks>What became of a mail follows from the server's replies as <see cref="SmtpWire"/> kept them, never from what MailKit makes of them.</remarks>
internal sealed class SmtpConnection : IAsyncDisposable
{
    private static readonly FormatOptions Format = new() { NewLineFormat = NewLineFormat.Dos };
    private readonly SmtpWire wire;
    private readonly Client client;

    private SmtpConnection(SmtpWire wire, Client client) => (this.wire, this.client) = (wire, client);

    /// <summary>False after anything that leaves the conversation in doubt; then it is closed, not used again.</summary>
    public bool IsUsable { get; private set; } = true;

    /// <summary>It has carried a mail before.</summary>
    public bool IsKept { get; set; }

    public DateTimeOffset LastUsed { get; set; }

    /// <summary>Called when the server takes long to answer.</summary>
    public Action? Slow
    {
        set => wire.Slow = value;
    }

    /// <summary>Connects, encrypts and logs in as configured; anything less is an exception, never a conversation with less.</summary>
    public static async Task<SmtpConnection> OpenAsync(SmtpOptions options, SmtpLogIn logIn, TimeProvider clock, CancellationToken cancellationToken)
    {
        var opened = await SmtpWire.OpenAsync(options, clock, cancellationToken);
        var mailKit = new Client(options);
        try
        {
            // The wire has encrypted the connection already, as the settings say.
            await mailKit.ConnectAsync(opened, options.Host, options.Port, SecureSocketOptions.None, cancellationToken);
            // With BDAT there would be no final dot to tell when a failure becomes ambiguous.
            mailKit.Capabilities &= ~(SmtpCapabilities.Chunking | SmtpCapabilities.BinaryMime);
            var mechanism = await logIn.MechanismAsync(mailKit.AuthenticationMechanisms, cancellationToken);
            if (mechanism is not null) await mailKit.AuthenticateAsync(mechanism, cancellationToken);
            return new SmtpConnection(opened, mailKit);
        }
        catch (Exception failure)
        {
            mailKit.Dispose();
            await opened.DisposeAsync();
            if (failure is SmtpConnectionException or OperationCanceledException) throw;
            var isRefused = failure is CommandException or AuthenticationException;
            throw new SmtpConnectionException(isRefused ? "The server does not let us in." : failure.Message, isRefused ? opened.Last : null, failure);
        }
    }

    /// <summary>Hands over one mail. Throws only while it is certain that the server has not taken it.</summary>
    public async Task<SendOutcome> SendAsync(SmtpEnvelope envelope, CancellationToken cancellationToken)
    {
        // MailKit would send the address all the same.
        if (envelope.NeedsUtf8 && !wire.OffersUtf8)
            return new SendOutcome(DeliveryEventKind.Refused, 553, "5.6.7", "The mail server does not take addresses beyond ASCII.");
        IsUsable = false;
        Exception? failure = null;
        try
        {
            wire.Begin(envelope.NeedsUtf8);
            client.EnvelopeId = envelope.Id;
            await client.SendAsync(Format, envelope.Message, Mailbox(envelope.From), [Mailbox(envelope.To)], cancellationToken);
        }
        catch (Exception thrown)
        {
            failure = thrown;
        }

        // MailKit has reset the conversation after a refusal, or has given it up. After a refused log-in it takes a new one.
        IsUsable = failure is not SmtpConnectionException && client.IsConnected && SmtpVerdict.LeavesUsable(wire);
        if (SmtpVerdict.Of(wire, failure) is { } outcome) return outcome;
        if (failure is SmtpConnectionException or OperationCanceledException) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        throw new SmtpConnectionException(failure!.Message, null, failure);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (IsUsable) await wire.QuitAsync();
        }
        catch (SmtpConnectionException)
        {
            // The server was faster.
        }

        client.Dispose();
        await wire.DisposeAsync();
    }

    private static MailboxAddress Mailbox(SmtpAddress address) => new(null, address.ToString());

    /// <summary>MailKit's client, asking for delivery status notifications.</summary>
    private sealed class Client : SmtpClient
    {
        private const DeliveryStatusNotification Wanted =
            DeliveryStatusNotification.Success | DeliveryStatusNotification.Failure | DeliveryStatusNotification.Delay;

        private readonly bool asksForReports;

        public Client(SmtpOptions options)
        {
            asksForReports = options.RequestDsn;
            LocalDomain = options.Greeting;
            if (asksForReports) DeliveryStatusNotificationType = DeliveryStatusNotificationType.HeadersOnly;
        }

        public string? EnvelopeId { get; set; }

        protected override string? GetEnvelopeId(MimeMessage message) => asksForReports ? EnvelopeId : null;

        protected override DeliveryStatusNotification? GetDeliveryStatusNotifications(MimeMessage message, MailboxAddress mailbox) =>
            asksForReports ? Wanted : null;
    }
}
