namespace Vemap.Domain.Closures;

/// <summary>A stretch of the works: without a window one uninterrupted period, with one a period for each of its nights or days.</summary>
public sealed class Phase : IClosureBound
{
    private Phase()
    {
    }

    internal Phase(PhaseId id, Closure closure, PhaseContent content)
    {
        (Id, ClosureId, ProjectId) = (id, closure.Id, closure.ProjectId);
        Change(content);
    }

    public PhaseId Id { get; private set; }

    public ClientEnvironmentId ClientEnvironmentId { get; private set; }

    public ProjectId ProjectId { get; private set; }

    public ClosureId ClosureId { get; private set; }

    public string? Name { get; private set; }

    /// <summary>With a window only the day counts: that of the first starting night.</summary>
    public DateTimeOffset StartsAt { get; private set; }

    /// <summary>With a window only the day counts: that of the last starting night.</summary>
    public DateTimeOffset EndsAt { get; private set; }

    public TimeOnly? WindowFrom { get; private set; }

    /// <summary>Not later than <see cref="WindowFrom"/>: on the day after.</summary>
    public TimeOnly? WindowTo { get; private set; }

    /// <summary>The days on which a night may start; empty: all.</summary>
    public IReadOnlyList<DayOfWeek> Weekdays { get; private set; } = [];

    /// <summary>Starting days on which nothing goes on.</summary>
    public IReadOnlyList<DateOnly> Exceptions { get; private set; } = [];

    internal PhaseContent Content =>
        new(Id, Name, StartsAt, EndsAt, WindowFrom is { } from && WindowTo is { } to ? new DailyWindow(from, to, Weekdays, Exceptions) : null);

    /// <summary>The uninterrupted periods of this phase, in order.</summary>
    public IEnumerable<Period> Periods()
    {
        var (first, last) = (AmsterdamTime.DayOf(StartsAt), AmsterdamTime.DayOf(EndsAt));
        if (WindowFrom is not { } from || WindowTo is not { } to) return [new Period(first, StartsAt, EndsAt)];
        return Enumerable.Range(0, Math.Max(0, last.DayNumber - first.DayNumber + 1))
            .Select(first.AddDays)
            .Where(GoesOn)
            .Select(day => Night(day, from, to))
            // A window that lies in the hour which the clock skips has no length.
            .Where(period => period.StartsAt < period.EndsAt);
    }

    internal void Change(PhaseContent content)
    {
        (Name, StartsAt, EndsAt) = (content.Name, content.StartsAt.ToUniversalTime(), content.EndsAt.ToUniversalTime());
        var window = content.Window?.InOrder();
        (WindowFrom, WindowTo, Weekdays, Exceptions) = (window?.From, window?.To, window?.Weekdays ?? [], window?.Exceptions ?? []);
    }

    private static Period Night(DateOnly day, TimeOnly from, TimeOnly to)
    {
        var end = AmsterdamTime.Last(to > from ? day : day.AddDays(1), to);
        // In the long night of autumn an end in the doubled hour could reach into the next window.
        var next = AmsterdamTime.First(day.AddDays(1), from);
        return new Period(day, AmsterdamTime.First(day, from), end < next ? end : next);
    }

    private bool GoesOn(DateOnly day) => (Weekdays.Count == 0 || Weekdays.Contains(day.DayOfWeek)) && !Exceptions.Contains(day);
}

/// <summary>From an instant up to another; <c>Day</c> is the local day on which it starts.</summary>
public sealed record Period(DateOnly Day, DateTimeOffset StartsAt, DateTimeOffset EndsAt);
