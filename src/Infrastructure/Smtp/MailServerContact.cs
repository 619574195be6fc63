using Vemap.Domain.Deliveries;

namespace Vemap.Infrastructure.Smtp;

/// <summary>Remembers when the mail server last answered to a mail, and greets it when that was too long ago to say that it can be reached.</summary>
internal sealed class MailServerContact(SmtpMailSender sender, SmtpOptions options, SmtpLogIn logIn, TimeProvider clock) : IMailSender, IMailServerHealth, IDisposable
{
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(2);
    private readonly SemaphoreSlim greeting = new(1);
    private long answeredAt;

    public async Task<SendOutcome> SendAsync(ClientEnvironmentId environment, Func<MailToSend?> write, CancellationToken cancellationToken)
    {
        var outcome = await sender.SendAsync(environment, write, cancellationToken);
        // A deferral may be the refusal of a whole conversation: it proves nothing.
        if (outcome is { ReplyCode: not null, Kind: not DeliveryEventKind.Deferred }) Answered();
        return outcome;
    }

    public async Task<bool> IsReachableAsync(CancellationToken cancellationToken)
    {
        if (HasAnswered) return true;
        // However many ask, the mail server sees one conversation at a time.
        await greeting.WaitAsync(cancellationToken);
        try
        {
            if (HasAnswered) return true;
            await using var connection = await SmtpConnection.OpenAsync(options, logIn, clock, cancellationToken);
            Answered();
            return true;
        }
        catch (SmtpConnectionException)
        {
            return false;
        }
        finally
        {
            greeting.Release();
        }
    }

    public void Dispose() => greeting.Dispose();

    private bool HasAnswered => clock.GetUtcNow().UtcTicks - Volatile.Read(ref answeredAt) < Recent.Ticks;

    private void Answered() => Volatile.Write(ref answeredAt, clock.GetUtcNow().UtcTicks);
}
