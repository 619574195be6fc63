namespace Vemap.Domain.Closures;

/// <summary>Local time on the road: Europe/Amsterdam.</summary>
/// <remarks>
/// In spring the clock skips an hour; a time in it means the moment of the change. In autumn the clock shows an hour twice; a closure
/// begins at the first and ends at the second, so that its announced hours contain both.
/// </remarks>
public static class AmsterdamTime
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    /// <summary>The first instant at which the clock shows this.</summary>
    public static DateTimeOffset First(DateOnly day, TimeOnly time) => Instant(day.ToDateTime(time), offsets => offsets.Max());

    /// <summary>The last instant at which the clock shows this.</summary>
    public static DateTimeOffset Last(DateOnly day, TimeOnly time) => Instant(day.ToDateTime(time), offsets => offsets.Min());

    public static DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(Local(instant).DateTime);

    /// <summary>True in the two hours of autumn that the clock shows alike.</summary>
    public static bool IsDoubled(DateTimeOffset instant) => Zone.IsAmbiguousTime(Local(instant).DateTime);

    public static bool IsSummerTime(DateTimeOffset instant) => Zone.IsDaylightSavingTime(instant);

    private static DateTimeOffset Instant(DateTime clock, Func<TimeSpan[], TimeSpan> choose)
    {
        // A skipped time: the next minute that exists is the moment of the change. Windows are kept in whole minutes.
        while (Zone.IsInvalidTime(clock)) clock = clock.AddMinutes(1);
        var offset = Zone.IsAmbiguousTime(clock) ? choose(Zone.GetAmbiguousTimeOffsets(clock)) : Zone.GetUtcOffset(clock);
        return new DateTimeOffset(clock, offset).ToUniversalTime();
    }
}
