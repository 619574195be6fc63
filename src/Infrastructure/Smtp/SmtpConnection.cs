using System.Text;
using Vemap.Domain.Deliveries;

namespace Vemap.Infrastructure.Smtp;

/// <summary>What goes into the conversation for one mail: checked addresses and content that is dot-stuffed already.</summary>
internal sealed record SmtpEnvelope(SmtpAddress From, SmtpAddress To, ReadOnlyMemory<byte> Content, bool NeedsUtf8, string Id);

/// <summary>One conversation with the mail server, kept for many mails; one recipient a mail, so that each has a reply of its own.</summary>
internal sealed class SmtpConnection : IAsyncDisposable
{
    private static readonly byte[] FinalDot = ".\r\n"u8.ToArray();
    private readonly SmtpOptions options;
    private readonly SmtpStream stream;
    private HashSet<string> offers = [];
    private string mechanisms = "";
    private bool needsReset;

    private SmtpConnection(SmtpOptions options, SmtpStream stream) => (this.options, this.stream) = (options, stream);

    /// <summary>False after anything that leaves the conversation in doubt; then it is closed, not used again.</summary>
    public bool IsUsable { get; private set; } = true;

    /// <summary>It has carried a mail before.</summary>
    public bool IsKept { get; set; }

    public DateTimeOffset LastUsed { get; set; }

    /// <summary>Connects, encrypts and logs in as configured; anything less is an exception, never a conversation with less.</summary>
    public static async Task<SmtpConnection> OpenAsync(SmtpOptions options, CancellationToken cancellationToken)
    {
        var connection = new SmtpConnection(options, await SmtpStream.ConnectAsync(options, cancellationToken));
        try
        {
            await connection.GreetAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.stream.DisposeAsync();
            throw;
        }
    }

    /// <summary>Hands over one mail. Throws only while it is certain that the server has not taken it.</summary>
    public async Task<SendOutcome> SendAsync(SmtpEnvelope envelope, CancellationToken cancellationToken)
    {
        if (envelope.NeedsUtf8 && !offers.Contains("SMTPUTF8"))
            return new SendOutcome(DeliveryEventKind.Refused, 553, "5.6.7", "The mail server does not take addresses beyond ASCII.");
        IsUsable = false;
        var (mail, recipient, data) = await AnnounceAsync(envelope, cancellationToken);
        if (!mail.IsPositive || !recipient.IsPositive)
        {
            needsReset = true;
            // A server may ask for content although it refused the recipient; an empty one ends that (RFC 2920, 3.1).
            if (data is { Code: 354 }) await ExchangeAsync(FinalDot, cancellationToken);
            IsUsable = true;
            return mail.IsPositive ? JudgeRecipient(recipient) : JudgeSender(mail);
        }

        if (data is not { Code: 354 })
        {
            needsReset = true;
            // A server that takes DATA for done, or asks for anything but the content, has not understood us: it has taken no mail.
            IsUsable = data!.Code / 100 is 4 or 5;
            return IsUsable ? Judge(data) : Judge(data) with { Kind = DeliveryEventKind.Deferred };
        }

        await stream.WriteAsync(envelope.Content, options.DataTimeout, cancellationToken);
        return await FinishAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (IsUsable) await stream.WriteAsync("QUIT\r\n"u8.ToArray(), TimeSpan.FromSeconds(1), CancellationToken.None);
        }
        catch (SmtpConnectionException)
        {
            // The server was faster.
        }

        await stream.DisposeAsync();
    }

    private async Task GreetAsync(CancellationToken cancellationToken)
    {
        if (options.Tls == SmtpTls.Implicit) await stream.SecureAsync(options, cancellationToken);
        Demand(await stream.ReadAsync(options.CommandTimeout, cancellationToken), 220);
        await HelloAsync(cancellationToken);
        if (options.Tls == SmtpTls.StartTls)
        {
            if (!offers.Contains("STARTTLS")) throw new SmtpConnectionException("The server offers no encryption.");
            Demand(await ExchangeAsync("STARTTLS\r\n", cancellationToken), 220);
            await stream.SecureAsync(options, cancellationToken);
            await HelloAsync(cancellationToken);
        }

        if (options.User is not null) await LogInAsync(options.User, options.Password ?? "", cancellationToken);
    }

    private async Task HelloAsync(CancellationToken cancellationToken)
    {
        var reply = await ExchangeAsync($"EHLO {options.Greeting}\r\n", cancellationToken);
        Demand(reply, 250);
        var lines = reply.Text.Split('\n').Skip(1).Select(line => line.Trim().ToUpperInvariant()).ToList();
        offers = [.. lines.Select(line => line.Split(' ')[0])];
        mechanisms = lines.Find(line => line.StartsWith("AUTH ", StringComparison.Ordinal)) is { } auth ? auth + " " : "";
    }

    private async Task LogInAsync(string user, string password, CancellationToken cancellationToken)
    {
        if (mechanisms.Contains(" PLAIN ", StringComparison.Ordinal))
        {
            Demand(await ExchangeAsync($"AUTH PLAIN {Base64($"\0{user}\0{password}")}\r\n", cancellationToken), 235);
        }
        else if (mechanisms.Contains(" LOGIN ", StringComparison.Ordinal))
        {
            Demand(await ExchangeAsync("AUTH LOGIN\r\n", cancellationToken), 334);
            Demand(await ExchangeAsync($"{Base64(user)}\r\n", cancellationToken), 334);
            Demand(await ExchangeAsync($"{Base64(password)}\r\n", cancellationToken), 235);
        }
        else
        {
            throw new SmtpConnectionException("The server offers no way to log in that we know (PLAIN, LOGIN).");
        }
    }

    /// <summary>MAIL, RCPT and DATA: in one go where the server allows it, else one after the other. Without data: it was not reached.</summary>
    private async Task<(SmtpReply Mail, SmtpReply Recipient, SmtpReply? Data)> AnnounceAsync(SmtpEnvelope envelope, CancellationToken cancellationToken)
    {
        var reset = needsReset;
        needsReset = false;
        string[] commands = [MailCommand(envelope), RecipientCommand(envelope), "DATA\r\n"];
        var pipelining = offers.Contains("PIPELINING");
        if (pipelining) await stream.WriteAsync(Encoding.UTF8.GetBytes((reset ? "RSET\r\n" : "") + string.Concat(commands)), options.CommandTimeout, cancellationToken);
        if (reset) Demand(pipelining ? await ReadAsync(cancellationToken) : await ExchangeAsync("RSET\r\n", cancellationToken), 250);
        var mail = pipelining ? await ReadAsync(cancellationToken) : await ExchangeAsync(commands[0], cancellationToken);
        if (!pipelining && !mail.IsPositive) return (mail, mail, null);
        var recipient = pipelining ? await ReadAsync(cancellationToken) : await ExchangeAsync(commands[1], cancellationToken);
        if (!pipelining && !recipient.IsPositive) return (mail, recipient, null);
        return (mail, recipient, pipelining ? await ReadAsync(cancellationToken) : await ExchangeAsync(commands[2], cancellationToken));
    }

    private string MailCommand(SmtpEnvelope envelope)
    {
        var command = new StringBuilder($"MAIL FROM:<{envelope.From}>");
        if (envelope.NeedsUtf8) command.Append(offers.Contains("8BITMIME") ? " BODY=8BITMIME SMTPUTF8" : " SMTPUTF8");
        if (offers.Contains("SIZE")) command.Append($" SIZE={envelope.Content.Length}");
        if (AsksDsn) command.Append($" RET=HDRS ENVID={envelope.Id}");
        return command.Append("\r\n").ToString();
    }

    private string RecipientCommand(SmtpEnvelope envelope) =>
        $"RCPT TO:<{envelope.To}>{(AsksDsn ? " NOTIFY=SUCCESS,FAILURE,DELAY" : "")}{(AsksDsn && !envelope.To.NeedsUtf8 ? $" ORCPT=rfc822;{XText(envelope.To.ToString())}" : "")}\r\n";

    private bool AsksDsn => options.RequestDsn && offers.Contains("DSN");

    /// <summary>After the final dot nobody can say "not taken" but the server: no answer is ambiguous.</summary>
    private async Task<SendOutcome> FinishAsync(CancellationToken cancellationToken)
    {
        try
        {
            await stream.WriteAsync(FinalDot, options.DataTimeout, cancellationToken);
            var reply = await stream.ReadAsync(options.FinalTimeout, cancellationToken);
            IsUsable = reply.Code != 421 && reply.Code / 100 != 3;
            return reply.Code / 100 == 3 ? Judge(reply) with { Kind = DeliveryEventKind.Ambiguous, EnhancedCode = "4.5.0" } : Judge(reply);
        }
        catch (SmtpConnectionException silent)
        {
            // RFC 3463: the connection was lost, or timed out, before the transaction was complete.
            return new SendOutcome(DeliveryEventKind.Ambiguous, null, "4.4.2", silent.Message);
        }
        catch (OperationCanceledException stopped)
        {
            return new SendOutcome(DeliveryEventKind.Ambiguous, null, null, stopped.Message);
        }
    }

    private static SendOutcome Judge(SmtpReply reply) => new(
        reply.IsPositive ? DeliveryEventKind.Accepted : reply.IsPermanent ? DeliveryEventKind.Refused : DeliveryEventKind.Deferred,
        reply.Code,
        reply.EnhancedCode,
        reply.ToString(),
        reply.IsThrottling);

    // Some servers tell only here what they have against the sender (5.1.7, 5.1.8) or a log-in (530, 535): it is not the recipient's fault, and suppresses nobody.
    private static SendOutcome JudgeRecipient(SmtpReply reply) =>
        reply.EnhancedCode is "5.1.7" or "5.1.8" || reply.Code is 530 or 535 ? JudgeSender(reply) : Judge(reply);

    // A refused sender says nothing about the recipient: it is our own fault, or (530, 535) a log-in that will be mended.
    private static SendOutcome JudgeSender(SmtpReply reply) => Judge(reply) with
    {
        Kind = reply.IsPermanent && reply.Code is not (530 or 535) ? DeliveryEventKind.Failed : DeliveryEventKind.Deferred,
    };

    private async ValueTask<SmtpReply> ReadAsync(CancellationToken cancellationToken)
    {
        var reply = await stream.ReadAsync(options.CommandTimeout, cancellationToken);
        return reply.Code == 421 ? throw new SmtpConnectionException("The server ended the conversation.", reply) : reply;
    }

    private Task<SmtpReply> ExchangeAsync(string command, CancellationToken cancellationToken) => ExchangeAsync(Encoding.UTF8.GetBytes(command), cancellationToken);

    private async Task<SmtpReply> ExchangeAsync(byte[] command, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(command, options.CommandTimeout, cancellationToken);
        return await ReadAsync(cancellationToken);
    }

    private static void Demand(SmtpReply reply, int code)
    {
        if (reply.Code != code) throw new SmtpConnectionException("The server does not let us in.", reply);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    // RFC 3461, 4: what is not a plain printable character is written as +XX.
    private static string XText(string text) =>
        string.Concat(text.Select(character => character is '+' or '=' or < '!' ? $"+{(int)character:X2}" : character.ToString()));
}
