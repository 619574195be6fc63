namespace Vemap.Integration.MailTransport;

/// <summary>A clock whose timers go off when a test moves it, and not otherwise.</summary>
public sealed class SteppedClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Alarm> alarms = [];
    private DateTimeOffset now = new(2026, 7, 6, 19, 30, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    public void Advance(TimeSpan time)
    {
        List<Alarm> due;
        lock (gate)
        {
            now += time;
            due = alarms.FindAll(alarm => alarm.Due <= now);
            alarms.RemoveAll(due.Contains);
        }

        foreach (var alarm in due) alarm.GoOff();
    }

    /// <summary>A timer that goes off once.</summary>
    private sealed class Alarm(SteppedClock clock, Action goOff) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public void GoOff() => goOff();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                clock.alarms.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                Due = clock.now + dueTime;
                clock.alarms.Add(this);
                return true;
            }
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
