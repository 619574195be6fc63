using System.Net.Sockets;
using System.Security.Authentication;

namespace Vemap.Infrastructure.Smtp;

/// <summary>Limits how long each step of a conversation may take, with one timer for all of them; notices once a mail that a step takes long.</summary>
internal sealed class SmtpDeadline : IDisposable
{
    private readonly TimeProvider clock;
    private readonly TimeSpan slowAfter;
    private readonly Action expire;
    private readonly Action slow;
    private readonly ITimer timer;
    private readonly Lock gate = new();
    private TimeSpan? limit;
    private long since;
    private bool isSlow;
    private bool isExpired;

    public SmtpDeadline(TimeProvider clock, TimeSpan slowAfter, Action expire, Action slow)
    {
        (this.clock, this.slowAfter, this.expire, this.slow) = (clock, slowAfter, expire, slow);
        timer = clock.CreateTimer(_ => Elapsed(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A new mail may be slow again.</summary>
    public void Begin()
    {
        lock (gate) isSlow = false;
    }

    public void Limit(TimeSpan time)
    {
        lock (gate)
        {
            (limit, since) = (time, clock.GetTimestamp());
            timer.Change(isSlow || slowAfter > time ? time : slowAfter, Timeout.InfiniteTimeSpan);
        }
    }

    public void Lift()
    {
        lock (gate)
        {
            limit = null;
            timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Does something within a limit; whatever goes wrong on the way is a SmtpConnectionException.</summary>
    public async Task WithinAsync(TimeSpan time, Func<CancellationToken, ValueTask> step, CancellationToken cancellationToken)
    {
        Limit(time);
        try
        {
            await TranslateAsync<bool>(
                async token =>
                {
                    await step(token);
                    return true;
                },
                cancellationToken);
        }
        finally
        {
            Lift();
        }
    }

    public async ValueTask<T> TranslateAsync<T>(Func<CancellationToken, ValueTask<T>> step, CancellationToken cancellationToken)
    {
        try
        {
            var result = await step(cancellationToken);
            return isExpired ? throw new SmtpConnectionException("The server did not answer in time.") : result;
        }
        catch (SmtpConnectionException)
        {
            throw;
        }
        catch (Exception late) when (isExpired && late is not OperationCanceledException)
        {
            throw new SmtpConnectionException("The server did not answer in time.", null, late);
        }
        catch (Exception broken) when (broken is IOException or SocketException or AuthenticationException or ObjectDisposedException)
        {
            throw new SmtpConnectionException(broken.Message, null, broken);
        }
    }

    public void Dispose() => timer.Dispose();

    private void Elapsed()
    {
        bool late;
        lock (gate)
        {
            if (limit is not { } time) return;
            var elapsed = clock.GetElapsedTime(since);
            late = elapsed >= time;
            if (!late)
            {
                // Too early: it was set for an earlier step, or is rounded.
                var isSlowNow = elapsed >= slowAfter && !isSlow;
                if (isSlowNow) isSlow = true;
                timer.Change((isSlow || slowAfter > time ? time : slowAfter) - elapsed, Timeout.InfiniteTimeSpan);
                if (!isSlowNow) return;
            }

            isExpired |= late;
        }

        if (late) expire();
        else slow();
    }
}
