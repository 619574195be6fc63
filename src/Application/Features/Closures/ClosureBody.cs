using System.Text.Json;
using Vemap.Domain.Closures;

namespace Vemap.Application.Features.Closures;

/// <summary>The content of a closure: planning it and changing it send the same.</summary>
/// <param name="Geometry">GeoJSON: a valid Point, LineString, MultiLineString or Polygon in WGS 84 (EPSG:4326, longitude first), inside the
/// environment's area. Heights and bbox are accepted and not kept.</param>
/// <param name="RoadNumber">As people write it: A9, N201, s100.</param>
/// <param name="HectometerFrom">A number such as 23.4, or with the letter of the carriageway a text such as "23.4a".</param>
/// <param name="HectometerTo">Written as hectometerFrom.</param>
/// <param name="NoPlanReason">Why no VKM plan is needed. Without a reason a plan must be approved before the closure is confirmed.</param>
public sealed record ClosureBody(
    string Title,
    string Place,
    JsonElement Geometry,
    IReadOnlyList<PhaseBody> Phases,
    IReadOnlyList<TrafficMeasure> Measures,
    string? RoadNumber = null,
    Hectometer? HectometerFrom = null,
    Hectometer? HectometerTo = null,
    RoadSide? Side = null,
    ContractorId? ContractorId = null,
    Hindrance? Hindrance = null,
    IReadOnlyList<DetourBody>? Detours = null,
    IReadOnlyList<ClosureContact>? Contacts = null,
    [property: Multiline] string? PublicText = null,
    [property: Multiline] string? InternalNote = null,
    [property: Multiline] string? NoPlanReason = null);

/// <summary>One period, or with a window a series of nights, days or weekends.</summary>
/// <param name="StartsAt">With a window only its day counts: the day on which the first night starts.</param>
/// <param name="EndsAt">With a window only its day counts: the day on which the last night starts. Left out or null, the phase is open-ended: the
/// road is closed until further notice, and the nights of the coming year are planned.</param>
/// <param name="Id">The id of a phase of this closure that is changed; leave it out to add a phase.</param>
public sealed record PhaseBody(DateTimeOffset StartsAt, DateTimeOffset? EndsAt = null, PhaseId? Id = null, string? Name = null, WindowBody? Window = null);

/// <summary>When the road is closed within a phase, in local time (Europe/Amsterdam).</summary>
/// <param name="Weekdays">The days on which a night starts; left out, all seven.</param>
/// <param name="Exceptions">Starting days on which the road stays open.</param>
/// <param name="EndsAfterDays">How many days after its starting day the window ends. Left out, it ends the next time that the clock shows `to`: on
/// the same day (0) or the next one (1). A weekend from Friday 21:00 to Monday 05:00 has weekdays [friday] and 3.</param>
public sealed record WindowBody(
    TimeOnly From,
    TimeOnly To,
    IReadOnlyList<DayOfWeek>? Weekdays = null,
    IReadOnlyList<DateOnly>? Exceptions = null,
    int? EndsAfterDays = null)
{
    internal DailyWindow ToWindow() => new(From, To, Weekdays ?? [], Exceptions ?? [], EndsAfterDays ?? DailyWindow.ShortestLength(From, To));
}

/// <summary>A way around the closure.</summary>
/// <param name="Id">The id of a detour of this closure that is changed; leave it out to add a detour.</param>
public sealed record DetourBody(
    string Name,
    JsonElement Geometry,
    IReadOnlyList<TrafficMode> Modes,
    DetourId? Id = null,
    [property: Multiline] string? Description = null);

internal static class ClosureBodies
{
    public static ClosureContent ToContent(this ClosureBody body) => new(
        body.Title,
        body.RoadNumber,
        body.HectometerFrom,
        body.HectometerTo,
        body.Side,
        body.Place,
        GeoJson.Accepted(body.Geometry),
        body.ContractorId,
        body.Measures,
        body.Hindrance,
        body.Contacts ?? [],
        body.PublicText,
        body.InternalNote,
        body.NoPlanReason,
        [.. body.Phases.Select(phase => new PhaseContent(phase.Id, phase.Name, phase.StartsAt, phase.EndsAt, phase.Window?.ToWindow()))],
        [.. (body.Detours ?? []).Select(ToContent)]);

    private static DetourContent ToContent(DetourBody detour) =>
        new(detour.Id, detour.Name, detour.Description, detour.Modes, GeoJson.Accepted(detour.Geometry));
}

internal sealed class ClosureBodyValidator : AbstractValidator<ClosureBody>
{
    public ClosureBodyValidator()
    {
        RuleFor(body => body.Title).NotEmpty().MaximumLength(200);
        RuleFor(body => body.Place).NotEmpty().MaximumLength(200);
        RuleFor(body => body.RoadNumber).MaximumLength(6).Matches(@"^[A-Za-z][A-Za-z0-9]*\z")
            .WithErrorCode("road-number").WithMessage("A letter, then letters and digits: A9, N201 or s100.");
        RuleFor(body => body.HectometerFrom).InRange();
        RuleFor(body => body.HectometerTo).InRange();
        RuleFor(body => body.HectometerFrom).NotNull().When(body => body.HectometerTo is not null)
            .WithErrorCode("missing").WithMessage("Give the first hectometer too, not only the last.");
        RuleFor(body => body.Geometry).GeoJson();
        RuleFor(body => body.Phases).NotEmpty().AtMost(100).NoIdTwice(phase => phase.Id).NoPhaseTwice();
        RuleForEach(body => body.Phases).SetValidator(new PhaseBodyValidator());
        RuleFor(body => body.Measures).AtMost(20);
        RuleForEach(body => body.Measures).SetValidator(new TrafficMeasureValidator());
        RuleFor(body => body.Detours).AtMost(20).NoIdTwice(detour => detour.Id);
        RuleForEach(body => body.Detours).SetValidator(new DetourBodyValidator());
        RuleFor(body => body.Contacts).SetValidator(new ContactsValidator()!);
        RuleFor(body => body.Hindrance).Must(hindrance => hindrance is null || Hindrance.IsKnown(hindrance.Scheme, hindrance.Value))
            .WithErrorCode("hindrance-value")
            .WithMessage("ndw-category goes from A to E, class from 0 to 5, melvin-impact is none, little, average, big or huge.");
        RuleFor(body => body.Hindrance!.Value).MaximumLength(20).When(body => body.Hindrance is not null);
        RuleFor(body => body.PublicText).MaximumLength(5000);
        RuleFor(body => body.InternalNote).MaximumLength(5000);
        RuleFor(body => body.NoPlanReason).NotWhiteSpace().MaximumLength(1000);
    }
}

internal sealed class PhaseBodyValidator : AbstractValidator<PhaseBody>
{
    public PhaseBodyValidator()
    {
        RuleFor(phase => phase.Name).MaximumLength(100);
        RuleFor(phase => phase.StartsAt).InLifetime();
        RuleFor(phase => phase.EndsAt).InLifetime();
        RuleFor(phase => phase.StartsAt).WholeSeconds();
        RuleFor(phase => phase.EndsAt).WholeSeconds();
        RuleFor(phase => phase.EndsAt).Must((phase, end) => end is null || (phase.Window is null ? end > phase.StartsAt : end >= phase.StartsAt))
            .WithErrorCode("ends-before-start").WithMessage("A phase ends after it starts.");
        When(phase => phase.Window is not null, RequireWindow);
    }

    private void RequireWindow()
    {
        RuleFor(phase => phase.EndsAt).Must((phase, end) => end is not { } last || !ClosureRules.EndsInsideNight(phase.Window!.ToWindow(), last))
            .WithErrorCode("ends-in-the-night")
            .WithMessage("With a window the phase ends on the day on which its last night starts: give that day, not the day on which that night ends.");
        RuleFor(phase => phase.Window!.To).Must((phase, to) => to != phase.Window!.From || phase.Window.EndsAfterDays is not null)
            .WithErrorCode("no-length").WithMessage("A window has a length; leave the window out for a phase that is closed day and night.");
        RuleFor(phase => phase.Window!.EndsAfterDays).Cascade(CascadeMode.Stop)
            .InclusiveBetween(0, DailyWindow.MostDays).WithErrorCode("out-of-range")
            .Must((phase, days) => days != 0 || phase.Window!.To > phase.Window.From)
            .WithErrorCode("ends-before-start").WithMessage("A window that ends on the day on which it starts ends at a later time.")
            .Must((phase, days) => days is null || phase.Window!.ToWindow().EndsBeforeItStartsAgain())
            .WithErrorCode("overlaps-itself").WithMessage("A window ends before it starts again; name fewer weekdays or a shorter window.");
        RuleFor(phase => phase.Window!.From).Must(ClosureRules.IsWholeMinute).WithErrorCode("whole-minutes").WithMessage(ClosureRules.WholeMinute);
        RuleFor(phase => phase.Window!.To).Must(ClosureRules.IsWholeMinute).WithErrorCode("whole-minutes").WithMessage(ClosureRules.WholeMinute);
        RuleFor(phase => phase.Window!.Weekdays).AtMost(7);
        RuleFor(phase => phase.Window!.Exceptions).AtMost(366);
        RuleForEach(phase => phase.Window!.Exceptions).InPhase();
    }
}

internal sealed class TrafficMeasureValidator : AbstractValidator<TrafficMeasure>
{
    public TrafficMeasureValidator()
    {
        RuleFor(measure => measure.Value).NotNull().When(measure => TrafficMeasure.NeedsValue(measure.Kind))
            .WithErrorCode("value-missing").WithMessage("A restriction has a value: lanes left, km/h, metres or tonnes.");
        RuleFor(measure => measure.Value).Null().When(measure => !TrafficMeasure.NeedsValue(measure.Kind))
            .WithErrorCode("value-not-wanted").WithMessage("A measure of this kind has no value.");
        RuleFor(measure => measure.Value).InclusiveBetween(0, 1000).WithErrorCode("out-of-range");
        RuleFor(measure => measure.Description).MaximumLength(500);
        RuleFor(measure => measure.Modes).NotEmpty().AtMost(20);
    }
}

internal sealed class DetourBodyValidator : AbstractValidator<DetourBody>
{
    public DetourBodyValidator()
    {
        RuleFor(detour => detour.Name).NotEmpty().MaximumLength(200);
        RuleFor(detour => detour.Description).MaximumLength(2000);
        RuleFor(detour => detour.Modes).NotEmpty().AtMost(20);
        RuleFor(detour => detour.Geometry).GeoJson();
    }
}

internal sealed class ContactsValidator : AbstractValidator<IReadOnlyList<ClosureContact>>
{
    public ContactsValidator()
    {
        RuleFor(contacts => contacts).AtMost(10);
        RuleForEach(contacts => contacts).ChildRules(contact =>
        {
            contact.RuleFor(person => person.Name).NotEmpty().MaximumLength(200);
            contact.RuleFor(person => person.Phone).NotEmpty().MaximumLength(30).Matches(@"^\+?[0-9][0-9 ()\-]*\z")
                .WithErrorCode("phone").WithMessage("A phone number has digits, blanks, brackets and hyphens, and may begin with +.");
        });
    }
}
