namespace Vemap.Domain.Closures;

/// <summary>All of a closure that people write: what a plan or a change brings in.</summary>
public sealed record ClosureContent(
    string Title,
    string? RoadNumber,
    Hectometer? HectometerFrom,
    Hectometer? HectometerTo,
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
    /// <summary>The same content for another closure: its phases and detours get ids of their own.</summary>
    public ClosureContent WithoutIds() =>
        this with { Phases = [.. Phases.Select(phase => phase with { Id = null })], Detours = [.. Detours.Select(detour => detour with { Id = null })] };
}

/// <summary>A phase as people write it; the id names a phase of the closure that is changed by it. No end: until further notice.</summary>
public sealed record PhaseContent(
    PhaseId? Id,
    string? Name,
    DateTimeOffset StartsAt,
    DateTimeOffset? EndsAt,
    DailyWindow? Window);

/// <summary>A detour as people write it; the id names a detour of the closure that is changed by it.</summary>
public sealed record DetourContent(DetourId? Id, string Name, string? Description, IReadOnlyList<TrafficMode> Modes, GeoJson Geometry);

/// <summary>The carriageway, in the direction in which the hectometers count up.</summary>
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

/// <summary>Whether somebody can pass. It is always stated, because an empty field would be read as "yes".</summary>
public enum Passage
{
    Free,

    /// <summary>After a call to the contact on site.</summary>
    OnRequest,
    None,
}

/// <summary>A restriction of traffic: for which modes, and whether emergency services and public transport can pass.</summary>
public sealed record TrafficMeasure(
    MeasureKind Kind,
    IReadOnlyList<TrafficMode> Modes,
    Passage EmergencyServices,
    Passage PublicTransport,
    decimal? Value = null,
    [property: Multiline] string? Description = null)
{
    /// <summary>A restriction has a value (lanes, km/h, metres, tonnes); a closed road has none.</summary>
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

/// <summary>How much the closure hinders traffic. Authorities use different scales, so a value has a meaning only together with its scheme.</summary>
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
