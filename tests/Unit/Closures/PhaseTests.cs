using FsCheck;
using FsCheck.Fluent;
using Vemap.Domain.Closures;

namespace Vemap.Unit.Closures;

public class PhaseTests
{
    private static readonly TimeZoneInfo Amsterdam = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    [Fact]
    public void Without_a_window_a_phase_is_one_uninterrupted_period()
    {
        var (start, end) = (A.Instant("2026-03-27T20:00:00+01:00"), A.Instant("2026-03-30T05:00:00+02:00"));
        var period = Assert.Single(Occurrences(new PhaseContent(null, null, start, end, null)));
        Assert.Equal((A.Day("2026-03-27"), start, end), (period.Day, period.StartsAt, period.EndsAt));
    }

    [Fact]
    public void The_phase_ends_with_the_last_starting_night()
    {
        var nights = Occurrences(A.Nights());
        Assert.Equal(10, nights.Count);
        Assert.Equal(A.Instant("2026-03-09T21:00:00+01:00"), nights[0].StartsAt);
        Assert.Equal(A.Instant("2026-03-21T05:00:00+01:00"), nights[^1].EndsAt);
    }

    [Fact]
    public void The_weekday_is_the_day_on_which_the_night_starts()
    {
        var night = Assert.Single(Occurrences(A.Nights(last: "2026-03-15", weekdays: [DayOfWeek.Friday])));
        Assert.Equal(A.Instant("2026-03-14T05:00:00+01:00"), night.EndsAt);
    }

    [Fact]
    public void Without_weekdays_every_day_counts_and_exceptions_are_left_out() =>
        Assert.Equal(
            ["2026-03-09", "2026-03-11"],
            Occurrences(A.Nights(last: "2026-03-11", weekdays: [], exceptions: ["2026-03-10"])).Select(night => night.Day.ToString("yyyy-MM-dd")));

    [Theory]
    [InlineData("2026-03-28", "21:00", "05:00", "2026-03-28T20:00Z", "2026-03-29T03:00Z")]
    [InlineData("2026-10-24", "21:00", "05:00", "2026-10-24T19:00Z", "2026-10-25T04:00Z")]
    [InlineData("2026-03-29", "02:30", "06:00", "2026-03-29T01:00Z", "2026-03-29T04:00Z")]
    [InlineData("2026-03-28", "22:00", "02:30", "2026-03-28T21:00Z", "2026-03-29T01:00Z")]
    [InlineData("2026-10-25", "02:30", "06:00", "2026-10-25T00:30Z", "2026-10-25T05:00Z")]
    [InlineData("2026-10-24", "22:00", "02:30", "2026-10-24T20:00Z", "2026-10-25T01:30Z")]
    public void A_night_in_which_the_clock_changes_has_the_hours_that_the_clock_shows(string day, string from, string to, string start, string end)
    {
        var night = Assert.Single(Occurrences(A.Nights(first: day, last: day, from: from, to: to, weekdays: [])));
        Assert.Equal((A.Instant(start), A.Instant(end)), (night.StartsAt, night.EndsAt));
    }

    [Fact]
    public void A_window_inside_the_skipped_hour_has_no_length_and_is_left_out() =>
        Assert.Equal(2, Occurrences(A.Nights(first: "2026-03-28", last: "2026-03-30", from: "02:10", to: "02:50", weekdays: [])).Count);

    [Theory]
    [InlineData("2026-03-26")]
    [InlineData("2026-10-22")]
    public void Windows_agree_with_a_minute_by_minute_look_at_the_clock_over_both_changes(string around)
    {
        var oracle = new Oracle(A.Day(around).AddDays(-1), 13);
        var cases =
            from offset in Gen.Choose(0, 4)
            from days in Gen.Choose(0, 3)
            from start in Minute
            from end in Minute.Where(minute => minute != start)
            select (First: A.Day(around).AddDays(offset), Days: days, From: start, To: end);
        Prop.ForAll(cases.ToArbitrary(), night =>
        {
            var last = night.First.AddDays(night.Days);
            var content = new PhaseContent(
                null, null, AmsterdamTime.First(night.First, default), AmsterdamTime.First(last, default), new DailyWindow(night.From, night.To, [], [], DailyWindow.ShortestLength(night.From, night.To)));
            var expected = oracle.Periods(night.First, last, night.From, night.To, DailyWindow.ShortestLength(night.From, night.To));
            if (expected.Count == 0) return A.Refusal(() => Occurrences(content)) == "closures.no-occurrence";
            return Occurrences(content).Select(occurrence => (occurrence.StartsAt, occurrence.EndsAt)).SequenceEqual(expected);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
    }

    [Theory]
    [InlineData("2026-03-25")]
    [InlineData("2026-10-21")]
    public void Windows_of_several_days_agree_with_a_minute_by_minute_look_at_the_clock_over_both_changes(string around)
    {
        var oracle = new Oracle(A.Day(around).AddDays(-1), 22);
        var cases =
            from offset in Gen.Choose(0, 6)
            from length in Gen.Choose(1, 6)
            from start in Minute
            from end in Minute
            select (First: A.Day(around).AddDays(offset), Length: length, From: start, To: end);
        Prop.ForAll(cases.ToArbitrary(), window =>
        {
            var content = new PhaseContent(
                null, null, AmsterdamTime.First(window.First, default), AmsterdamTime.First(window.First.AddDays(7), default),
                new DailyWindow(window.From, window.To, [window.First.DayOfWeek], [], window.Length));
            DateOnly[] starts = [window.First, window.First.AddDays(7)];
            var expected = starts.SelectMany(day => oracle.Periods(day, day, window.From, window.To, window.Length));
            return content.Window!.EndsBeforeItStartsAgain()
                && Occurrences(content).Select(occurrence => (occurrence.StartsAt, occurrence.EndsAt)).SequenceEqual(expected);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void A_weekend_window_lasts_from_Friday_evening_to_Monday_morning_also_when_the_clock_changes()
    {
        var weekends = Occurrences(A.Weekends());
        Assert.Equal(
            [(A.Instant("2026-03-13T20:00Z"), A.Instant("2026-03-16T04:00Z")), (A.Instant("2026-03-20T20:00Z"), A.Instant("2026-03-23T04:00Z")),
             (A.Instant("2026-03-27T20:00Z"), A.Instant("2026-03-30T03:00Z")), (A.Instant("2026-04-03T19:00Z"), A.Instant("2026-04-06T03:00Z"))],
            weekends.Select(weekend => (weekend.StartsAt, weekend.EndsAt)));
    }

    [Theory]
    [InlineData("21:00", "05:00", 3, true, DayOfWeek.Friday)]
    [InlineData("21:00", "05:00", 3, false, DayOfWeek.Friday, DayOfWeek.Sunday)]
    [InlineData("21:00", "05:00", 2, true, DayOfWeek.Friday, DayOfWeek.Sunday)]
    [InlineData("21:00", "22:00", 2, false, DayOfWeek.Friday, DayOfWeek.Sunday)]
    [InlineData("21:00", "21:00", 2, true, DayOfWeek.Friday, DayOfWeek.Sunday)]
    [InlineData("21:00", "05:00", 2, false, DayOfWeek.Saturday, DayOfWeek.Sunday)]
    [InlineData("21:00", "05:00", 1, true)]
    [InlineData("21:00", "05:00", 2, false)]
    [InlineData("09:00", "15:00", 0, true)]
    [InlineData("21:00", "21:00", 7, true, DayOfWeek.Monday)]
    public void A_window_must_end_before_it_starts_again(string from, string to, int length, bool expected, params DayOfWeek[] weekdays) =>
        Assert.Equal(expected, new DailyWindow(A.Time(from), A.Time(to), weekdays, [], length).EndsBeforeItStartsAgain());

    // Half of them around the hour of the change, where mistakes are likely.
    private static Gen<TimeOnly> Minute => Gen.OneOf(Gen.Choose(0, 1439), Gen.Choose(90, 210)).Select(minute => new TimeOnly(minute / 60, minute % 60));

    private static List<Occurrence> Occurrences(PhaseContent phase) => [.. A.Closure(A.Content(phases: [phase])).Occurrences.OrderBy(occurrence => occurrence.StartsAt)];

    /// <summary>Looks at the clock in every minute; knows nothing of offsets and rules.</summary>
    private sealed class Oracle(DateOnly first, int days)
    {
        private readonly List<(DateTimeOffset Instant, DateTime Clock)> minutes =
        [
            .. Enumerable.Range(0, days * 1440)
                .Select(minute => new DateTimeOffset(first.ToDateTime(default), TimeSpan.Zero).AddMinutes(minute))
                .Select(instant => (instant, TimeZoneInfo.ConvertTime(instant, Amsterdam).DateTime)),
        ];

        public List<(DateTimeOffset Start, DateTimeOffset End)> Periods(DateOnly from, DateOnly to, TimeOnly opens, TimeOnly closes, int length) =>
        [
            .. Enumerable.Range(0, to.DayNumber - from.DayNumber + 1)
                .Select(from.AddDays)
                .Select(day => Period(day, opens, closes, length))
                .Where(period => period.Start < period.End),
        ];

        private (DateTimeOffset Start, DateTimeOffset End) Period(DateOnly day, TimeOnly opens, TimeOnly closes, int length)
        {
            var end = LastShown(day.AddDays(length).ToDateTime(closes));
            var nextStart = FirstShown(day.AddDays(Math.Max(1, length)).ToDateTime(opens));
            return (FirstShown(day.ToDateTime(opens)), end < nextStart ? end : nextStart);
        }

        private DateTimeOffset FirstShown(DateTime clock) => minutes.Find(minute => minute.Clock >= clock).Instant;

        private DateTimeOffset LastShown(DateTime clock) =>
            minutes.Exists(minute => minute.Clock == clock) ? minutes.FindLast(minute => minute.Clock == clock).Instant : FirstShown(clock);
    }
}
