namespace Vemap.Infrastructure.Smtp;

/// <summary>Limits how many mails start in a second. Each waits for its turn; turns that were not used are not saved up.</summary>
internal sealed class SendRate(int perSecond, TimeProvider clock)
{
    // Timers are not exact: one that fires late must not slow down the mails after it.
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(50);
    private readonly TimeSpan each = TimeSpan.FromSeconds(1) / perSecond;
    private readonly Lock turn = new();
    private DateTimeOffset next;

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (turn)
        {
            var now = clock.GetUtcNow();
            if (next < now - Slack) next = now - Slack;
            wait = next - now;
            next += each;
        }

        if (wait > TimeSpan.Zero) await Task.Delay(wait, clock, cancellationToken);
    }
}
