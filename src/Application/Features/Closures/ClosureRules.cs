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

    /// <summary>Two phases with the same times would give each night twice, whatever they are called.</summary>
    public static IRuleBuilderOptions<T, IReadOnlyList<PhaseBody>?> NoPhaseTwice<T>(this IRuleBuilder<T, IReadOnlyList<PhaseBody>?> rule) =>
        rule.EachOnce(Times).WithMessage("Two phases are the same.");

    /// <summary>An exception outside the phase excludes nothing: its date is a mistake.</summary>
    public static IRuleBuilderOptions<PhaseBody, DateOnly> InPhase(this IRuleBuilder<PhaseBody, DateOnly> rule) =>
        rule.Must((phase, day) => day >= AmsterdamTime.DayOf(phase.StartsAt) && (phase.EndsAt is not { } end || day <= AmsterdamTime.DayOf(end)))
            .WithErrorCode("outside-phase").WithMessage("An exception is one of the phase's days.");

    private static (DateTimeOffset, DateTimeOffset?, TimeOnly?, TimeOnly?, int?, string, string) Times(PhaseBody phase) => (
        phase.StartsAt, phase.EndsAt, phase.Window?.From, phase.Window?.To, phase.Window?.ToWindow().EndsAfterDays,
        string.Join(' ', (phase.Window?.Weekdays ?? []).Order()),
        string.Join(' ', (phase.Window?.Exceptions ?? []).Order().Select(day => day.DayNumber)));

    public static void GeoJson<T>(this IRuleBuilder<T, JsonElement> rule) => rule.Custom((geometry, context) =>
    {
        if (!Domain.Closures.GeoJson.TryParse(geometry.GetRawText(), out _, out var error))
            context.AddFailure(new FluentValidation.Results.ValidationFailure(context.PropertyPath, error) { ErrorCode = "geometry" });
    });

    /// <summary>Null, or a text with something in it.</summary>
    public static IRuleBuilderOptions<T, string?> NotWhiteSpace<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(text => text is null || text.Trim().Length > 0).WithErrorCode("not-empty").WithMessage("Leave this out, or write a text.");

    /// <summary>The rules by which clocks change are not known for other centuries.</summary>
    public static void InLifetime<T>(this IRuleBuilder<T, DateTimeOffset> rule) => rule.Must(IsInLifetime).WithErrorCode("out-of-range").WithMessage(Lifetime);

    public static void InLifetime<T>(this IRuleBuilder<T, DateTimeOffset?> rule) =>
        rule.Must(instant => instant is not { } given || IsInLifetime(given)).WithErrorCode("out-of-range").WithMessage(Lifetime);

    /// <summary>The database keeps microseconds, so a finer fraction would come back as another instant.</summary>
    public static void WholeSeconds<T>(this IRuleBuilder<T, DateTimeOffset> rule) =>
        rule.Must(IsWholeSecond).WithErrorCode("whole-seconds").WithMessage(WholeSecond);

    public static void WholeSeconds<T>(this IRuleBuilder<T, DateTimeOffset?> rule) =>
        rule.Must(instant => instant is not { } given || IsWholeSecond(given)).WithErrorCode("whole-seconds").WithMessage(WholeSecond);

    public static void InRange<T>(this IRuleBuilder<T, Hectometer?> rule) =>
        rule.Must(hectometer => hectometer is not { } given || given.IsInRange)
            .WithErrorCode("out-of-range").WithMessage("From 0 to 9999, with three decimals at most.");

    /// <summary>"Until five in the morning of the 10th" would add the night that only starts on the 10th.</summary>
    public static bool EndsInsideNight(DailyWindow window, DateTimeOffset end)
    {
        var local = TimeOnly.FromDateTime(AmsterdamTime.Local(end).DateTime);
        return window.EndsAfterDays > 0 && window.To < window.From && local > default(TimeOnly) && local <= window.To;
    }

    private static bool IsInLifetime(DateTimeOffset instant) => instant.Year is >= 2000 and <= 2100;

    private static bool IsWholeSecond(DateTimeOffset instant) => instant.Ticks % TimeSpan.TicksPerSecond == 0;

    private const string WholeSecond = "A phase begins and ends at a whole second.";

    private const string Lifetime = "Between 2000 and 2100.";

    public const string WholeMinute = "A window begins and ends at a whole minute.";

    public static bool IsWholeMinute(TimeOnly time) => time.Ticks % TimeSpan.TicksPerMinute == 0;
}
