using System.Collections.Concurrent;

namespace Vemap.Infrastructure.Smtp;

/// <summary>Conversations that are kept for many mails, as many at a time as the options say, or fewer while the server wants fewer.</summary>
/// <remarks>
/// Whoever has a place may use a kept conversation or open one. A server that refuses a further one while others are open wants fewer: the place is
/// given back only after a while, and the mail waits for a conversation that comes back. So does one that says of a mail that there are too many at a time: all pause, and that one is tried again. Throttling slows down and fails nothing.
/// </remarks>
internal sealed class SmtpPool(SmtpOptions options, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim places = new(options.Connections);
    // One after the other: whoever is refused knows whether others are open, and only one of them asks in vain.
    private readonly SemaphoreSlim opening = new(1);
    private readonly CancellationTokenSource disposed = new();
    private readonly ConcurrentStack<SmtpConnection> idle = new();
    private (DateTimeOffset Until, SmtpConnectionException Why) rest;
    private readonly Lock pace = new();
    private (DateTimeOffset Until, TimeSpan Pause) slow;
    private long fewerUntil;
    private int open;

    private TimeSpan SlowFor
    {
        get
        {
            lock (pace) return slow.Until - clock.GetUtcNow();
        }
    }

    private TimeSpan WantsFewerFor => TimeSpan.FromTicks(Volatile.Read(ref fewerUntil) - clock.GetUtcNow().UtcTicks);

    /// <summary>A conversation of one's own, until it is given back. Throws only when there is none at all to wait for.</summary>
    public async Task<SmtpConnection> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await places.WaitAsync(cancellationToken);
            SmtpConnection? connection;
            try
            {
                while (SlowFor is var pause && pause > TimeSpan.Zero) await Task.Delay(pause, clock, cancellationToken);
                connection = await TakeKeptAsync() ?? await OpenAsync(cancellationToken);
            }
            catch
            {
                places.Release();
                throw;
            }

            if (connection is not null) return connection;
            _ = ReleaseLaterAsync();
        }
    }

    /// <summary>Whether a mail should be tried with another conversation, now that this one has ended before it was taken.</summary>
    public bool IsWorthAnother(SmtpConnection ended, SmtpConnectionException why)
    {
        // The server has ended a kept conversation: that says nothing about this mail.
        if (ended.IsKept) return true;
        if (why.Reply?.Code != 421 || Volatile.Read(ref open) < 2) return false;
        WantFewer();
        return true;
    }

    /// <summary>The server wants less mail at a time: nobody hands anything over for a while, and for twice as long when it says so again after that.</summary>
    public void SlowDown()
    {
        lock (pace)
        {
            // Several conversations hear the same at once.
            if (SlowFor > TimeSpan.Zero) return;
            var pause = slow.Pause * 2;
            pause = pause < options.PauseWhenThrottled ? options.PauseWhenThrottled : pause > LongestPause ? LongestPause : pause;
            slow = (clock.GetUtcNow() + pause, pause);
        }
    }

    /// <summary>It has taken one.</summary>
    public void SpeedUp()
    {
        lock (pace) slow.Pause /= 2;
    }

    public async Task GiveBackAsync(SmtpConnection connection)
    {
        if (connection.IsUsable)
        {
            (connection.IsKept, connection.LastUsed) = (true, clock.GetUtcNow());
            idle.Push(connection);
        }
        else
        {
            await CloseAsync(connection);
            // Whatever ended a kept conversation has probably ended the others.
            if (connection.IsKept) await CloseIdleAsync();
        }

        places.Release();
    }

    public async ValueTask DisposeAsync()
    {
        await disposed.CancelAsync();
        await CloseIdleAsync();
    }

    private async Task<SmtpConnection?> TakeKeptAsync()
    {
        while (idle.TryPop(out var kept))
        {
            if (clock.GetUtcNow() - kept.LastUsed < options.IdleTimeout) return kept;
            await CloseAsync(kept);
        }

        return null;
    }

    /// <summary>Null: the server wants fewer, and one of those that are open will come back.</summary>
    private async Task<SmtpConnection?> OpenAsync(CancellationToken cancellationToken)
    {
        await opening.WaitAsync(cancellationToken);
        try
        {
            if (await TakeKeptAsync() is { } kept) return kept;
            var others = Volatile.Read(ref open) > 0;
            if (others && WantsFewerFor > TimeSpan.Zero) return null;
            if (!others && clock.GetUtcNow() < rest.Until) throw rest.Why;
            var connection = await SmtpConnection.OpenAsync(options, cancellationToken);
            Interlocked.Increment(ref open);
            return connection;
        }
        catch (SmtpConnectionException) when (Volatile.Read(ref open) > 0)
        {
            WantFewer();
            return null;
        }
        catch (SmtpConnectionException unreachable) when (unreachable != rest.Why)
        {
            rest = (clock.GetUtcNow() + options.RestAfterFailure, unreachable);
            throw;
        }
        finally
        {
            opening.Release();
        }
    }

    private void WantFewer() => Volatile.Write(ref fewerUntil, (clock.GetUtcNow() + options.FewerAfterRefusal).UtcTicks);

    private async Task ReleaseLaterAsync()
    {
        if (WantsFewerFor is var wait && wait > TimeSpan.Zero) await Task.Delay(wait, clock, disposed.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        places.Release();
    }

    private async Task CloseIdleAsync()
    {
        while (idle.TryPop(out var kept)) await CloseAsync(kept);
    }

    private async Task CloseAsync(SmtpConnection connection)
    {
        Interlocked.Decrement(ref open);
        await connection.DisposeAsync();
    }
}
