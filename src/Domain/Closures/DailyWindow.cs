namespace Vemap.Domain.Closures;

/// <summary>The local hours of every night, day or weekend on which the road is closed. No weekdays: all seven.</summary>
/// <param name="EndsAfterDays">How many days after the day on which it starts the window ends: 0 on the same day, 1 the next morning, 3 from Friday
/// to Monday.</param>
public sealed record DailyWindow(TimeOnly From, TimeOnly To, IReadOnlyList<DayOfWeek> Weekdays, IReadOnlyList<DateOnly> Exceptions, int EndsAfterDays)
{
    /// <summary>A window ends before it starts again, and it can start once a week at least.</summary>
    public const int MostDays = 7;

    /// <summary>The length of a window for which none is given: it ends the next time that the clock shows its end.</summary>
    public static int ShortestLength(TimeOnly from, TimeOnly to) => to > from ? 0 : 1;

    /// <summary>The same window, its days in order and each once.</summary>
    public DailyWindow InOrder() => this with { Weekdays = [.. Weekdays.Distinct().Order()], Exceptions = [.. Exceptions.Distinct().Order()] };

    /// <summary>Whether the window ends before it can start again, on any of its weekdays.</summary>
    public bool EndsBeforeItStartsAgain()
    {
        var days = Weekdays.Count == 0 ? Enum.GetValues<DayOfWeek>() : [.. Weekdays.Distinct().Order()];
        var shortest = days.Select((day, index) => index == 0 ? day + 7 - days[^1] : day - days[index - 1]).Min();
        return EndsAfterDays < shortest || (EndsAfterDays == shortest && To <= From);
    }

    /// <summary>The period that starts on this day.</summary>
    public Period On(DateOnly day)
    {
        var end = AmsterdamTime.Last(day.AddDays(EndsAfterDays), To);
        // In the long night of autumn an end in the doubled hour could reach into the next window.
        var next = AmsterdamTime.First(day.AddDays(Math.Max(1, EndsAfterDays)), From);
        return new Period(day, AmsterdamTime.First(day, From), end < next ? end : next);
    }
}
