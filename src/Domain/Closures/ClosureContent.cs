namespace Vemap.Domain.Closures;

/// <summary>All of a closure that people write: what a plan or a change brings in.</summary>
public sealed record ClosureContent(
    string Title,
    string? RoadNumber,
    decimal? HectometerFrom,
    decimal? HectometerTo,
    RoadSide? Side,
    string Place,
    GeoJson Geometry,
    ContractorId? ContractorId,
    IReadOnlyList<TrafficMeasure> Measures,
    Hindrance? Hindrance,
    IReadOnlyList<ClosureContact> Contacts,
    string? PublicText,
    string? InternalNote,
    string? NoPlanReason,
    IReadOnlyList<PhaseContent> Phases,
    IReadOnlyList<DetourContent> Detours)
{
    /// <summary>The same, to be written into another closure: its parts get ids of their own.</summary>
    public ClosureContent Anew() =>
        this with { Phases = [.. Phases.Select(phase => phase with { Id = null })], Detours = [.. Detours.Select(detour => detour with { Id = null })] };
}

/// <summary>A phase as people write it; with the id of a phase that is there already it changes that one.</summary>
public sealed record PhaseContent(
    PhaseId? Id,
    string? Name,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    DailyWindow? Window);

/// <summary>The hours of every day or night on which a phase goes on. No weekdays named: all seven.</summary>
public sealed record DailyWindow(TimeOnly From, TimeOnly To, IReadOnlyList<DayOfWeek> Weekdays, IReadOnlyList<DateOnly> Exceptions)
{
    /// <summary>The same window, its days in order and each once.</summary>
    public DailyWindow InOrder() => this with { Weekdays = [.. Weekdays.Distinct().Order()], Exceptions = [.. Exceptions.Distinct().Order()] };
}

/// <summary>A detour as people write it; with the id of a detour that is there already it changes that one.</summary>
public sealed record DetourContent(DetourId? Id, string Name, string? Description, IReadOnlyList<TrafficMode> Modes, GeoJson Geometry);

/// <summary>The carriageway, seen in the direction in which the hectometers count up.</summary>
public enum RoadSide
{
    Left,
    Right,
    Both,
}

/// <summary>Ways of using the road.</summary>
public enum TrafficMode
{
    Cars,
    Lorries,
    Buses,
    Trams,
    Motorcycles,
    Mopeds,
    Bicycles,
    Pedestrians,
    AgriculturalVehicles,
}

public enum MeasureKind
{
    FullClosure,
    OneDirection,

    /// <summary>Value: how many lanes stay open.</summary>
    Lanes,

    /// <summary>Value: km/h.</summary>
    Speed,

    /// <summary>Value: metres.</summary>
    Width,

    /// <summary>Value: metres.</summary>
    Height,

    /// <summary>Value: tonnes.</summary>
    Weight,
}

/// <summary>Whether somebody can pass; always said, for silence is read as "yes" at two o'clock at night.</summary>
public enum Passage
{
    Free,

    /// <summary>After a call to the contact on site.</summary>
    OnRequest,
    None,
}

/// <summary>What is done to the traffic, for whom, and who may pass all the same.</summary>
public sealed record TrafficMeasure(
    MeasureKind Kind,
    IReadOnlyList<TrafficMode> Modes,
    Passage EmergencyServices,
    Passage PublicTransport,
    decimal? Value = null,
    [property: Multiline] string? Description = null)
{
    /// <summary>A restriction says how much; a closure has nothing to measure.</summary>
    public static bool NeedsValue(MeasureKind kind) => kind is not (MeasureKind.FullClosure or MeasureKind.OneDirection);
}

public enum HindranceScheme
{
    /// <summary>A to E.</summary>
    NdwCategory,

    /// <summary>0 to 5.</summary>
    Class,

    /// <summary>none, little, average, big or huge.</summary>
    MelvinImpact,
}

/// <summary>How much the traffic suffers; the value means nothing without the scheme, for authorities count differently.</summary>
public sealed record Hindrance(HindranceScheme Scheme, string Value)
{
    public static bool IsKnown(HindranceScheme scheme, string value) => scheme switch
    {
        HindranceScheme.NdwCategory => value is "A" or "B" or "C" or "D" or "E",
        HindranceScheme.Class => value is "0" or "1" or "2" or "3" or "4" or "5",
        HindranceScheme.MelvinImpact => value is "none" or "little" or "average" or "big" or "huge",
        _ => false,
    };
}

public enum ContactKind
{
    /// <summary>On site, day and night.</summary>
    OnSite,

    /// <summary>The authority's duty desk.</summary>
    DutyDesk,
}

/// <summary>Who answers the phone.</summary>
public sealed record ClosureContact(ContactKind Kind, string Name, string Phone);
