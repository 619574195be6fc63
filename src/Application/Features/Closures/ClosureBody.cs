using System.Text.Json;
using Vemap.Domain.Closures;

namespace Vemap.Application.Features.Closures;

/// <summary>All of a closure that people write; a plan and a change send the same.</summary>
/// <param name="Geometry">GeoJSON: Point, LineString, MultiLineString or Polygon in EPSG:4326.</param>
/// <param name="NoPlanReason">Why no VKM plan is needed; without it one must be approved before the closure is confirmed.</param>
public sealed record ClosureBody(
    string Title,
    string Place,
    JsonElement Geometry,
    IReadOnlyList<PhaseBody> Phases,
    IReadOnlyList<TrafficMeasure> Measures,
    string? RoadNumber = null,
    decimal? HectometerFrom = null,
    decimal? HectometerTo = null,
    RoadSide? Side = null,
    ContractorId? ContractorId = null,
    Hindrance? Hindrance = null,
    IReadOnlyList<DetourBody>? Detours = null,
    IReadOnlyList<ClosureContact>? Contacts = null,
    [property: Multiline] string? PublicText = null,
    [property: Multiline] string? InternalNote = null,
    [property: Multiline] string? NoPlanReason = null);

/// <summary>With a window only the days of start and end count: those of the first and the last starting night. An id names a phase that is there
/// already.</summary>
public sealed record PhaseBody(DateTimeOffset StartsAt, DateTimeOffset EndsAt, PhaseId? Id = null, string? Name = null, WindowBody? Window = null);

/// <summary>Local times; without weekdays all seven. Exceptions are starting days on which nothing goes on.</summary>
public sealed record WindowBody(TimeOnly From, TimeOnly To, IReadOnlyList<DayOfWeek>? Weekdays = null, IReadOnlyList<DateOnly>? Exceptions = null);

/// <summary>An id names a detour that is there already.</summary>
public sealed record DetourBody(string Name, JsonElement Geometry, IReadOnlyList<TrafficMode> Modes, DetourId? Id = null, [property: Multiline] string? Description = null);

internal static class ClosureBodies
{
    public static ClosureContent ToContent(this ClosureBody body) => new(
        body.Title,
        body.RoadNumber,
        body.HectometerFrom,
        body.HectometerTo,
        body.Side,
        body.Place,
        ToGeoJson(body.Geometry),
        body.ContractorId,
        body.Measures,
        body.Hindrance,
        body.Contacts ?? [],
        body.PublicText,
        body.InternalNote,
        body.NoPlanReason,
        [.. body.Phases.Select(phase => new PhaseContent(phase.Id, phase.Name, phase.StartsAt, phase.EndsAt, ToWindow(phase.Window)))],
        [.. (body.Detours ?? []).Select(detour => new DetourContent(detour.Id, detour.Name, detour.Description, detour.Modes, ToGeoJson(detour.Geometry)))]);

    // The validator has seen it; a form that is not right cannot come this far.
    private static GeoJson ToGeoJson(JsonElement geometry) => GeoJson.Stored(geometry.GetRawText());

    private static DailyWindow? ToWindow(WindowBody? window) =>
        window is null ? null : new DailyWindow(window.From, window.To, window.Weekdays ?? [], window.Exceptions ?? []);
}

internal sealed class ClosureBodyValidator : AbstractValidator<ClosureBody>
{
    public ClosureBodyValidator()
    {
        RuleFor(body => body.Title).NotEmpty().MaximumLength(200);
        RuleFor(body => body.Place).NotEmpty().MaximumLength(200);
        RuleFor(body => body.RoadNumber).MaximumLength(6).Matches(@"^[A-Z][A-Z0-9]*\z").WithErrorCode("road-number").WithMessage("Capitals and digits, such as A9 or N201.");
        RuleFor(body => body.HectometerFrom).InclusiveBetween(0, 9999).PrecisionScale(7, 3, ignoreTrailingZeros: true).WithErrorCode("out-of-range").WithMessage("From 0 to 9999, with three decimals at most.");
        RuleFor(body => body.HectometerTo).InclusiveBetween(0, 9999).PrecisionScale(7, 3, ignoreTrailingZeros: true).WithErrorCode("out-of-range").WithMessage("From 0 to 9999, with three decimals at most.");
        RuleFor(body => body.HectometerFrom).NotNull().When(body => body.HectometerTo is not null).WithErrorCode("missing").WithMessage("A stretch that ends somewhere begins somewhere.");
        RuleFor(body => body.Geometry).GeoJson();
        RuleFor(body => body.Phases).NotEmpty().AtMost(20).NoIdTwice(phase => phase.Id).NoPhaseTwice();
        RuleForEach(body => body.Phases).SetValidator(new PhaseBodyValidator());
        RuleFor(body => body.Measures).AtMost(20);
        RuleForEach(body => body.Measures).SetValidator(new TrafficMeasureValidator());
        RuleFor(body => body.Detours).AtMost(20).NoIdTwice(detour => detour.Id);
        RuleForEach(body => body.Detours).SetValidator(new DetourBodyValidator());
        RuleFor(body => body.Contacts).SetValidator(new ContactsValidator()!);
        RuleFor(body => body.Hindrance).Must(hindrance => hindrance is null || Hindrance.IsKnown(hindrance.Scheme, hindrance.Value))
            .WithErrorCode("hindrance-value").WithMessage("ndw-category goes from A to E, class from 0 to 5, melvin-impact is none, little, average, big or huge.");
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
        RuleFor(phase => phase.EndsAt).Must((phase, end) => !ClosureRules.EndsInsideNight(phase.Window!, end)).When(phase => phase.Window is not null)
            .WithErrorCode("ends-in-the-night").WithMessage("With a window the phase ends on the day on which its last night starts: give that day, not the morning after.");
        RuleFor(phase => phase.EndsAt).Must((phase, end) => phase.Window is null ? end > phase.StartsAt : end >= phase.StartsAt)
            .WithErrorCode("ends-before-start").WithMessage("A phase ends after it starts.");
        RuleFor(phase => phase.Window!.To).Must((phase, to) => to != phase.Window!.From).When(phase => phase.Window is not null)
            .WithErrorCode("no-length").WithMessage("A window has a length; leave it out for a phase that goes on day and night.");
        RuleFor(phase => phase.Window!.From).Must(ClosureRules.IsWholeMinute).When(phase => phase.Window is not null).WithErrorCode("whole-minutes").WithMessage(ClosureRules.WholeMinute);
        RuleFor(phase => phase.Window!.To).Must(ClosureRules.IsWholeMinute).When(phase => phase.Window is not null).WithErrorCode("whole-minutes").WithMessage(ClosureRules.WholeMinute);
        RuleFor(phase => phase.Window!.Weekdays).AtMost(7).When(phase => phase.Window is not null);
        RuleFor(phase => phase.Window!.Exceptions).AtMost(366).When(phase => phase.Window is not null);
        When(phase => phase.Window is not null, () => RuleForEach(phase => phase.Window!.Exceptions).InPhase());
    }
}

internal sealed class TrafficMeasureValidator : AbstractValidator<TrafficMeasure>
{
    public TrafficMeasureValidator()
    {
        RuleFor(measure => measure.Value).NotNull().When(measure => TrafficMeasure.NeedsValue(measure.Kind))
            .WithErrorCode("value-missing").WithMessage("A restriction says how much: lanes left, km/h, metres or tonnes.");
        RuleFor(measure => measure.Value).Null().When(measure => !TrafficMeasure.NeedsValue(measure.Kind))
            .WithErrorCode("value-not-wanted").WithMessage("A closure has nothing to measure.");
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
            contact.RuleFor(person => person.Phone).NotEmpty().MaximumLength(30).Matches(@"^\+?[0-9][0-9 ()\-]*\z").WithErrorCode("phone").WithMessage("A phone number: digits, perhaps led by +.");
        });
    }
}
