namespace Vemap.Infrastructure.Smtp;

/// <summary>Lets no more than so many through in a second: each waits until its place in the row, and what nobody used is not saved up.</summary>
internal sealed class SendRate(int perSecond, TimeProvider clock)
{
    // Timers are not that exact, and whoever wakes late must not slow all others down.
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
