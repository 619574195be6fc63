using System.Buffers;
using Vemap.Domain.Deliveries;

namespace Vemap.Infrastructure.Smtp;

/// <summary>Hands mails over, each in one of the conversations that are kept. Every way a mail can fail ends as an outcome.</summary>
internal sealed class SmtpMailSender(SmtpOptions options, MailSettings settings, TimeProvider clock) : IMailSender, IAsyncDisposable
{
    // A mail that ends every conversation must not take all of them.
    private const int MaxTries = 3;
    private readonly SmtpPool pool = new(options, clock);
    private readonly SendRate rate = new(settings.MailsPerSecond, clock);

    public async Task<SendOutcome> SendAsync(Func<MailToSend?> write, CancellationToken cancellationToken)
    {
        await rate.WaitAsync(cancellationToken);
        var outcome = await TrySendAsync(write, cancellationToken);
        if (outcome.IsThrottled) pool.SlowDown();
        else if (outcome.Kind == DeliveryEventKind.Accepted) pool.SpeedUp();
        return outcome;
    }

    public ValueTask DisposeAsync() => pool.DisposeAsync();

    private async Task<SendOutcome> TrySendAsync(Func<MailToSend?> write, CancellationToken cancellationToken)
    {
        try
        {
            return await ConverseAsync(write, cancellationToken);
        }
        catch (FormatException refused)
        {
            return new SendOutcome(DeliveryEventKind.Failed, null, null, refused.Message);
        }
        catch (SmtpConnectionException lost)
        {
            return new SendOutcome(DeliveryEventKind.Deferred, lost.Reply?.Code, lost.Reply?.EnhancedCode, lost.Reply?.ToString() ?? lost.Message, lost.Reply is { IsThrottling: true });
        }
    }

    private async Task<SendOutcome> ConverseAsync(Func<MailToSend?> write, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var connection = await pool.TakeAsync(cancellationToken);
            try
            {
                return write() is { } mail ? await connection.SendAsync(Envelope(mail), cancellationToken) : SendOutcome.TooLate;
            }
            catch (SmtpConnectionException ended) when (tries < MaxTries && pool.IsWorthAnother(connection, ended))
            {
                // The mail was not taken: another conversation takes it.
            }
            finally
            {
                await pool.GiveBackAsync(connection);
            }
        }
    }

    private static SmtpEnvelope Envelope(MailToSend mail)
    {
        var from = SmtpAddress.Parse(mail.From.FromAddress);
        var to = SmtpAddress.Parse(mail.To);
        var replyTo = mail.From.ReplyTo is null ? null : SmtpAddress.Parse(mail.From.ReplyTo);
        var content = MimeWriter.Write(mail, from, to, replyTo);
        var stuffed = new ArrayBufferWriter<byte>(content.Length + 256);
        DotStuffing.Write(content.Span, stuffed);
        return new SmtpEnvelope(from, to, stuffed.WrittenMemory, from.NeedsUtf8 || to.NeedsUtf8 || replyTo is { NeedsUtf8: true }, $"{mail.Recipient.Value:N}.{mail.Attempt}");
    }
}
