using Vemap.Domain.Deliveries;

namespace Vemap.Infrastructure.Smtp;

/// <summary>Hands mails over, each in one of the conversations that are kept. Every way a mail can fail ends as an outcome.</summary>
internal sealed class SmtpMailSender(SmtpOptions options, Dkim dkim, SmtpLogIn logIn, MailSettings settings, TimeProvider clock) : IMailSender, IAsyncDisposable
{
    // A mail that ends every conversation must not take all of them.
    private const int MaxTries = 3;
    private readonly SmtpPool pool = new(options, logIn, clock);
    private readonly SendRate rate = new(settings.MailsPerSecond, clock);

    public async Task<SendOutcome> SendAsync(ClientEnvironmentId environment, Func<MailToSend?> write, CancellationToken cancellationToken)
    {
        await rate.WaitAsync(cancellationToken);
        var outcome = await TrySendAsync(environment, write, cancellationToken);
        if (outcome.IsThrottled) pool.SlowDown();
        else if (outcome.Kind == DeliveryEventKind.Accepted) pool.SpeedUp();
        return outcome;
    }

    public ValueTask DisposeAsync() => pool.DisposeAsync();

    private async Task<SendOutcome> TrySendAsync(ClientEnvironmentId environment, Func<MailToSend?> write, CancellationToken cancellationToken)
    {
        try
        {
            return await ConverseAsync(environment, write, cancellationToken);
        }
        catch (FormatException refused)
        {
            return new SendOutcome(DeliveryEventKind.Failed, null, null, refused.Message);
        }
        catch (SmtpConnectionException lost)
        {
            var reply = lost.Reply?.ToString() ?? lost.Message;
            return new SendOutcome(DeliveryEventKind.Deferred, lost.Reply?.Code, lost.Reply?.EnhancedCode, reply, lost.AsksForLess);
        }
    }

    private async Task<SendOutcome> ConverseAsync(ClientEnvironmentId environment, Func<MailToSend?> write, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var taken = await pool.TakeAsync(environment, cancellationToken);
            try
            {
                return write() is { } mail ? await taken.Connection.SendAsync(Envelope(mail), cancellationToken) : SendOutcome.TooLate;
            }
            catch (SmtpConnectionException ended) when (tries < MaxTries && pool.IsWorthAnother(taken, ended))
            {
                // The mail was not taken: another conversation takes it.
            }
            finally
            {
                await pool.GiveBackAsync(taken);
            }
        }
    }

    private SmtpEnvelope Envelope(MailToSend mail)
    {
        var from = SmtpAddress.Parse(mail.From.FromAddress);
        var to = SmtpAddress.Parse(mail.To);
        var replyTo = mail.From.ReplyTo is null ? null : SmtpAddress.Parse(mail.From.ReplyTo);
        var message = MailComposer.Compose(mail, from, to, replyTo);
        dkim.Sign(message, from);
        var sender = options.ReturnPath is null ? from : SmtpAddress.Parse(options.ReturnPath);
        var needsUtf8 = from.NeedsUtf8 || to.NeedsUtf8 || replyTo is { NeedsUtf8: true };
        return new SmtpEnvelope(sender, to, message, needsUtf8, new EnvelopeId(mail.Environment, mail.Recipient, mail.Attempt).ToString());
    }
}
