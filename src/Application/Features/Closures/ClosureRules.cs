using System.Text.Json;
using Vemap.Domain.Closures;

namespace Vemap.Application.Features.Closures;

/// <summary>Rules of shape that several requests about closures share.</summary>
internal static class ClosureRules
{
    public static IRuleBuilderOptions<T, IReadOnlyList<TItem>?> NoIdTwice<T, TItem, TId>(this IRuleBuilder<T, IReadOnlyList<TItem>?> rule, Func<TItem, TId?> id)
        where TId : struct =>
        rule.Must(items => items is null || items.Select(id).OfType<TId>().Distinct().Count() == items.Count(item => id(item) is not null))
            .WithErrorCode("doubled").WithMessage("An id is named twice.");

    /// <summary>Whatever they are called: each of their nights would be there twice.</summary>
    public static IRuleBuilderOptions<T, IReadOnlyList<PhaseBody>?> NoPhaseTwice<T>(this IRuleBuilder<T, IReadOnlyList<PhaseBody>?> rule) =>
        rule.EachOnce(Times).WithMessage("Two phases are the same.");

    /// <summary>A day on which nothing could go on anyway is a mistake in the day.</summary>
    public static IRuleBuilderOptions<PhaseBody, DateOnly> InPhase(this IRuleBuilder<PhaseBody, DateOnly> rule) =>
        rule.Must((phase, day) => day >= AmsterdamTime.DayOf(phase.StartsAt) && day <= AmsterdamTime.DayOf(phase.EndsAt))
            .WithErrorCode("outside-phase").WithMessage("An exception is one of the phase's days.");

    private static (DateTimeOffset, DateTimeOffset, TimeOnly?, TimeOnly?, string, string) Times(PhaseBody phase) => (
        phase.StartsAt, phase.EndsAt, phase.Window?.From, phase.Window?.To,
        string.Join(' ', (phase.Window?.Weekdays ?? []).Order()),
        string.Join(' ', (phase.Window?.Exceptions ?? []).Order().Select(day => day.DayNumber)));

    public static void GeoJson<T>(this IRuleBuilder<T, JsonElement> rule) => rule.Custom((geometry, context) =>
    {
        if (!Domain.Closures.GeoJson.TryParse(geometry.GetRawText(), out _, out var error))
            context.AddFailure(new FluentValidation.Results.ValidationFailure(context.PropertyPath, error) { ErrorCode = "geometry" });
    });

    /// <summary>Null, or a text with something in it.</summary>
    public static IRuleBuilderOptions<T, string?> NotWhiteSpace<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(text => text is null || text.Trim().Length > 0).WithErrorCode("not-empty").WithMessage("Leave it out or write something.");

    /// <summary>Clocks change by rules that nobody knows for other centuries.</summary>
    public static void InLifetime<T>(this IRuleBuilder<T, DateTimeOffset> rule) =>
        rule.Must(instant => instant.Year is >= 2000 and <= 2100).WithErrorCode("out-of-range").WithMessage("Between 2000 and 2100.");

    /// <summary>Nobody plans in fractions of a second, and the database would keep fewer of them than were sent.</summary>
    public static void WholeSeconds<T>(this IRuleBuilder<T, DateTimeOffset> rule) =>
        rule.Must(instant => instant.Ticks % TimeSpan.TicksPerSecond == 0).WithErrorCode("whole-seconds").WithMessage("A phase begins and ends at a whole second.");

    /// <summary>"Until five in the morning of the 10th" would add the night that only starts on the 10th.</summary>
    public static bool EndsInsideNight(WindowBody window, DateTimeOffset end)
    {
        var local = TimeOnly.FromDateTime(AmsterdamTime.Local(end).DateTime);
        return window.To < window.From && local > default(TimeOnly) && local <= window.To;
    }

    public const string WholeMinute = "A window begins and ends at a whole minute.";

    public static bool IsWholeMinute(TimeOnly time) => time.Ticks % TimeSpan.TicksPerMinute == 0;
}
