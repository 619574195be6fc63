using System.Collections.Concurrent;

namespace Vemap.Infrastructure.Smtp;

/// <summary>Conversations that are kept for many mails, as many at a time as the options say, or fewer while the server wants fewer.</summary>
/// <remarks>
/// Whoever has a place may use a kept conversation or open one. If the server refuses a further conversation while others are open, it wants fewer:
/// the place is given back only after a while, and the mail waits for a conversation that comes back. If the server asks for less mail, all
/// conversations pause.
/// </remarks>
internal sealed class SmtpPool(SmtpOptions options, SmtpLogIn logIn, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private readonly SmtpPlaces places = new(options.Connections, options.MostConnections ?? options.Connections * 4, options.HangsAfter, clock);

    // Conversations are opened one after the other, so that a server at its limit refuses one and not all of them.
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

    /// <summary>A conversation for one mail of this environment, until it is given back. Throws only when there is none at all to wait for.</summary>
    public async Task<PooledConnection> TakeAsync(ClientEnvironmentId environment, CancellationToken cancellationToken)
    {
        while (true)
        {
            var place = await places.TakeAsync(environment, cancellationToken);
            SmtpConnection? connection;
            try
            {
                while (SlowFor is var pause && pause > TimeSpan.Zero) await Task.Delay(pause, clock, cancellationToken);
                connection = await TakeKeptAsync() ?? await OpenAsync(cancellationToken);
            }
            catch
            {
                places.Release(place);
                throw;
            }

            if (connection is not null)
            {
                connection.Slow = () => places.Wait(place);
                return new PooledConnection(connection, place);
            }

            _ = UnblockLaterAsync(place);
        }
    }

    /// <summary>Whether a mail should be tried with another conversation after this one has ended before the mail was taken.</summary>
    public bool IsWorthAnother(PooledConnection ended, SmtpConnectionException why)
    {
        // The server has ended a kept conversation: that says nothing about this mail.
        if (ended.Connection.IsKept) return true;
        if (why.Reply?.Code != 421 || Volatile.Read(ref open) < 2) return false;
        WantFewer();
        return true;
    }

    /// <summary>The server wants less mail at a time: nothing is handed over for a while, and for twice as long when it says so again after that.</summary>
    public void SlowDown()
    {
        lock (pace)
        {
            // Several conversations get the same reply at once.
            if (SlowFor > TimeSpan.Zero) return;
            var pause = slow.Pause * 2;
            pause = pause < options.PauseWhenThrottled ? options.PauseWhenThrottled : pause > LongestPause ? LongestPause : pause;
            slow = (clock.GetUtcNow() + pause, pause);
        }
    }

    /// <summary>The server has taken a mail.</summary>
    public void SpeedUp()
    {
        lock (pace) slow.Pause /= 2;
    }

    public async Task GiveBackAsync(PooledConnection used)
    {
        var connection = used.Connection;
        connection.Slow = null;
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

        places.Release(used.Place);
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

    /// <summary>A new conversation, or null when the server wants fewer and one of the open ones will come back.</summary>
    private async Task<SmtpConnection?> OpenAsync(CancellationToken cancellationToken)
    {
        await opening.WaitAsync(cancellationToken);
        try
        {
            if (await TakeKeptAsync() is { } kept) return kept;
            var others = Volatile.Read(ref open) > 0;
            if (others && WantsFewerFor > TimeSpan.Zero) return null;
            if (!others && clock.GetUtcNow() < rest.Until) throw rest.Why;
            var connection = await SmtpConnection.OpenAsync(options, logIn, clock, cancellationToken);
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

    private async Task UnblockLaterAsync(SmtpPlace place)
    {
        places.Block(place);
        if (WantsFewerFor is var wait && wait > TimeSpan.Zero)
            await Task.Delay(wait, clock, disposed.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        places.Unblock();
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

/// <summary>A conversation, and the place that allows its use.</summary>
internal sealed record PooledConnection(SmtpConnection Connection, SmtpPlace Place);
