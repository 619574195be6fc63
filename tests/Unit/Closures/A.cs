using Vemap.Domain.Closures;

namespace Vemap.Unit.Closures;

/// <summary>Builders with named optional arguments.</summary>
internal static class A
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    public static readonly UserId Planner = new(Guid.Parse("0198a000-0000-7000-8000-000000000001"));
    private static long made;

    public static Id<T> New<T>() => new(new Guid((int)Interlocked.Increment(ref made), 1, 2, [1, 2, 3, 4, 5, 6, 7, 8]));

    public static Closure Closure(ClosureContent? content = null, DateTimeOffset? now = null) =>
        new(New<Closure>(), New<Domain.Projects.Project>(), "2026-0001", content ?? Content(), Planner, now ?? Now);

    public static Closure Confirmed(ClosureContent? content = null)
    {
        var closure = Closure(content);
        closure.Submit(Planner, Now);
        closure.Confirm(planIsApproved: true, Planner, Now);
        return closure;
    }

    public static ClosureContent Content(
        string title = "A9 Gaasperdammerweg",
        IReadOnlyList<PhaseContent>? phases = null,
        IReadOnlyList<DetourContent>? detours = null,
        IReadOnlyList<ClosureContact>? contacts = null,
        GeoJson? geometry = null,
        string? noPlanReason = null) => new(
            title,
            "A9",
            12.3m,
            14.1m,
            RoadSide.Right,
            "Amsterdam",
            geometry ?? Geometry("""{"type":"LineString","coordinates":[[4.9,52.3],[4.95,52.31]]}"""),
            null,
            [new TrafficMeasure(MeasureKind.FullClosure, [TrafficMode.Cars, TrafficMode.Lorries], Passage.OnRequest, Passage.None)],
            new Hindrance(HindranceScheme.NdwCategory, "C"),
            contacts ?? [new ClosureContact(ContactKind.OnSite, "J. de Vries", "+31 20 555 0100")],
            "The road is closed at night.",
            "Ask the duty desk about the second night.",
            noPlanReason,
            phases ?? [Nights()],
            detours ?? []);

    /// <summary>Mondays to Fridays 21:00–05:00, from 9 to 20 March 2026: ten nights.</summary>
    public static PhaseContent Nights(PhaseId? id = null, string first = "2026-03-09", string last = "2026-03-20", string from = "21:00", string to = "05:00", DayOfWeek[]? weekdays = null, string[]? exceptions = null, int? endsAfterDays = null) => new(
        id,
        "Phase 1",
        AmsterdamTime.First(Day(first), default),
        AmsterdamTime.First(Day(last), default),
        new DailyWindow(
            Time(from),
            Time(to),
            weekdays ?? [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday],
            [.. (exceptions ?? []).Select(Day)],
            endsAfterDays ?? DailyWindow.ShortestLength(Time(from), Time(to))));

    /// <summary>Fridays 21:00 to Mondays 05:00.</summary>
    public static PhaseContent Weekends(string first = "2026-03-13", string last = "2026-04-05") => Nights(first: first, last: last, weekdays: [DayOfWeek.Friday], endsAfterDays: 3);

    public static DetourContent Detour(string name = "Via the A1") => new(null, name, null, [TrafficMode.Cars], Geometry("""{"type":"Point","coordinates":[5,52]}"""));

    public static GeoJson Geometry(string text) => GeoJson.TryParse(text, out var geometry, out var error) ? geometry : throw new ArgumentException(error, nameof(text));

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    public static TimeOnly Time(string text) => TimeOnly.ParseExact(text, "HH:mm");

    public static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    public static string Refusal(Action action) => Assert.Throws<ProblemException>(action).Code;
}
