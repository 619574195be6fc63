namespace Vemap.Domain.Closures;

/// <summary>A part of the works: without a window one uninterrupted period, with a window one period for each of its nights, days or weekends.</summary>
public sealed class Phase : IClosureBound
{
    /// <summary>An open-ended phase has its nights planned this far ahead.</summary>
    public const int DaysPlannedAhead = 366;

    /// <summary>Nights are added once this many days or fewer are planned ahead.</summary>
    public const int FewestDaysPlannedAhead = 335;

    private Phase()
    {
    }

    internal Phase(PhaseId id, Closure closure, PhaseContent content, DateTimeOffset now)
    {
        (Id, ClosureId, ProjectId) = (id, closure.Id, closure.ProjectId);
        Change(content, now);
    }

    public PhaseId Id { get; private set; }

    public ClientEnvironmentId ClientEnvironmentId { get; private set; }

    public ProjectId ProjectId { get; private set; }

    public ClosureId ClosureId { get; private set; }

    public string? Name { get; private set; }

    /// <summary>With a window only the day counts: that of the first starting night.</summary>
    public DateTimeOffset StartsAt { get; private set; }

    /// <summary>With a window only the day counts: that of the last starting night. <see cref="OpenEnd.Instant"/>: until further notice.</summary>
    public DateTimeOffset EndsAt { get; private set; }

    public bool IsOpenEnded => OpenEnd.Is(EndsAt);

    public TimeOnly? WindowFrom { get; private set; }

    public TimeOnly? WindowTo { get; private set; }

    /// <summary>How many days after its starting day a window ends. Null in rows from before it was recorded, whose windows end on the same or the next day.</summary>
    public int? WindowEndsAfterDays { get; private set; }

    /// <summary>The days on which a night may start; empty: all.</summary>
    public IReadOnlyList<DayOfWeek> Weekdays { get; private set; } = [];

    /// <summary>Starting days on which the road stays open.</summary>
    public IReadOnlyList<DateOnly> Exceptions { get; private set; } = [];

    /// <summary>The last day for which an open-ended phase with a window has its nights planned; null for all other phases.</summary>
    public DateOnly? PlannedUntil { get; private set; }

    /// <summary>When and how the phase repeats; null: it is one uninterrupted period.</summary>
    public DailyWindow? Window => WindowFrom is { } from && WindowTo is { } to
        ? new DailyWindow(from, to, Weekdays, Exceptions, WindowEndsAfterDays ?? DailyWindow.ShortestLength(from, to))
        : null;

    internal PhaseContent Content => new(Id, Name, StartsAt, OpenEnd.Shown(EndsAt), Window);

    /// <summary>The uninterrupted periods of this phase, in order; of an open-ended phase with a window those that are planned by now.</summary>
    public IEnumerable<Period> Periods()
    {
        var first = AmsterdamTime.DayOf(StartsAt);
        if (Window is not { } window) return [new Period(first, StartsAt, EndsAt)];
        var last = PlannedUntil ?? AmsterdamTime.DayOf(EndsAt);
        var (weekdays, exceptions) = (window.Weekdays.ToHashSet(), window.Exceptions.ToHashSet());
        return Enumerable.Range(0, Math.Max(0, last.DayNumber - first.DayNumber + 1))
            .Select(first.AddDays)
            .Where(day => (weekdays.Count == 0 || weekdays.Contains(day.DayOfWeek)) && !exceptions.Contains(day))
            .Select(window.On)
            // A window within the hour that the clock skips has no length.
            .Where(period => period.StartsAt < period.EndsAt);
    }

    internal void Change(PhaseContent content, DateTimeOffset now)
    {
        (Name, StartsAt, EndsAt) = (content.Name, content.StartsAt.ToUniversalTime(), OpenEnd.Stored(content.EndsAt));
        var window = content.Window?.InOrder();
        (WindowFrom, WindowTo, WindowEndsAfterDays) = (window?.From, window?.To, window?.EndsAfterDays);
        (Weekdays, Exceptions) = (window?.Weekdays ?? [], window?.Exceptions ?? []);
        PlannedUntil = null;
        PlanAhead(now);
    }

    /// <summary>Plans the nights of an open-ended phase for the coming year.</summary>
    internal void PlanAhead(DateTimeOffset now)
    {
        if (!IsOpenEnded || WindowFrom is null) return;
        var (first, today) = (AmsterdamTime.DayOf(StartsAt), AmsterdamTime.DayOf(now));
        PlannedUntil = (first > today ? first : today).AddDays(DaysPlannedAhead);
    }
}

/// <summary>From an instant up to another; <c>Day</c> is the local day on which it starts.</summary>
public sealed record Period(DateOnly Day, DateTimeOffset StartsAt, DateTimeOffset EndsAt);
