namespace Vemap.Domain.Closures;

/// <summary>A stretch of road that is closed or restricted for a while: planned, reviewed, and carried out night by night.</summary>
public sealed partial class Closure : TenantAggregate, IProjectBound
{
    public const int MaxOccurrences = 1_000;

    private readonly List<Phase> phases = [];
    private readonly List<Occurrence> occurrences = [];
    private readonly List<Detour> detours = [];
    private readonly List<ClosureVersion> versions = [];
    private readonly List<ClosureStep> steps = [];

    private Closure()
    {
    }

    public Closure(ClosureId id, ProjectId project, string number, ClosureContent content, UserId by, DateTimeOffset now)
    {
        (Id, ProjectId, Number) = (id, project, number);
        RequireOwnParts(content);
        Write(content);
        Record(null, by, now);
        Moved(by, now, null);
    }

    public ClosureId Id { get; private set; }

    public ProjectId ProjectId { get; private set; }

    /// <summary>Unique in the environment and readable: "2026-0042".</summary>
    public string Number { get; private set; } = "";

    public string Title { get; private set; } = "";

    /// <summary>The title in lower case: searching by prefix goes over this column.</summary>
    public string TitleSearch { get; private set; } = "";

    public string? RoadNumber { get; private set; }

    public decimal? HectometerFrom { get; private set; }

    public decimal? HectometerTo { get; private set; }

    public RoadSide? Side { get; private set; }

    public string Place { get; private set; } = "";

    /// <summary>The place in lower case, as <see cref="TitleSearch"/>.</summary>
    public string PlaceSearch { get; private set; } = "";

    public GeoJson Geometry { get; private set; } = null!;

    public double West { get; private set; }

    public double South { get; private set; }

    public double East { get; private set; }

    public double North { get; private set; }

    public ContractorId? ContractorId { get; private set; }

    public IReadOnlyList<TrafficMeasure> Measures { get; private set; } = [];

    public HindranceScheme? HindranceScheme { get; private set; }

    public string? HindranceValue { get; private set; }

    public IReadOnlyList<ClosureContact> Contacts { get; private set; } = [];

    /// <summary>For everybody.</summary>
    public string? PublicText { get; private set; }

    /// <summary>Never leaves the environment, and is never shown to a Stakeholder.</summary>
    public string? InternalNote { get; private set; }

    /// <summary>Why this closure needs no VKM plan; null: it needs one.</summary>
    public string? NoPlanReason { get; private set; }

    /// <summary>An approved plan covers this closure; kept by the database from the coverage of the plans, read only (docs/adr/0011).</summary>
    public bool PlanIsApproved { get; private set; }

    /// <summary>From the first to the last instant of its occurrences; derived, never typed.</summary>
    public DateTimeOffset StartsAt { get; private set; }

    public DateTimeOffset EndsAt { get; private set; }

    /// <summary>What goes on as its nights were reported; <see cref="OccurrenceLife.LiveAt"/> adds what follows from the clock.</summary>
    public ClosureLiveStatus LiveStatus { get; private set; }

    /// <summary>The first planned end of the nights that go on or, when none does, of those to come; null when nothing is open.</summary>
    public DateTimeOffset? LiveFirstEnd { get; private set; }

    /// <summary>The last planned end of the same nights.</summary>
    public DateTimeOffset? LiveLastEnd { get; private set; }

    /// <summary>1, 2, 3…: raised by every change of content, never by a step of its life.</summary>
    public int ContentVersion { get; private set; }

    /// <summary>How often a night to come was reported as not carried out, or that taken back: with each of them the nights that were told are
    /// others.</summary>
    public int NightsVersion { get; private set; }

    public ClosureStatus Status { get; private set; }

    public DateTimeOffset StatusAt { get; private set; }

    public UserId StatusBy { get; private set; }

    /// <summary>What was said with the last step: what has to change, why it is refused or cancelled.</summary>
    public string? StatusNote { get; private set; }

    public RefusalReason? RefusalReason { get; private set; }

    public IReadOnlyCollection<Phase> Phases => phases;

    public IReadOnlyCollection<Occurrence> Occurrences => occurrences;

    public IReadOnlyCollection<Detour> Detours => detours;

    /// <summary>Only the new ones, unless they were asked for.</summary>
    public IReadOnlyCollection<ClosureVersion> Versions => versions;

    /// <summary>Only the new ones, unless they were asked for.</summary>
    public IReadOnlyCollection<ClosureStep> Steps => steps;

    /// <summary>All that people wrote; asks for phases and detours to be loaded.</summary>
    public ClosureContent Content => new(
        Title,
        RoadNumber,
        HectometerFrom,
        HectometerTo,
        Side,
        Place,
        Geometry,
        ContractorId,
        Measures,
        HindranceScheme is { } scheme && HindranceValue is { } value ? new Hindrance(scheme, value) : null,
        Contacts,
        PublicText,
        InternalNote,
        NoPlanReason,
        [.. phases.Select(phase => phase.Content)],
        [.. detours.Select(detour => detour.Content)]);

    /// <summary>Writes the content anew; what is the same makes no version.</summary>
    public void Change(ClosureContent content, UserId by, DateTimeOffset now)
    {
        if (Status == ClosureStatus.Confirmed) throw ClosureProblems.Confirmed();
        if (Status == ClosureStatus.Submitted) throw ClosureProblems.UnderReview();
        if (!ClosurePlanning.IsEditable(Status)) throw ClosureProblems.Final(Status);
        RequireOwnParts(content);
        var before = Content;
        if (ClosureDifference.Between(before, content).Count == 0) return;
        Write(content);
        Record(before, by, now);
    }

    /// <summary>Changes what may change at any time: the public text and who answers the phone.</summary>
    public void ChangePublicInformation(string? publicText, IReadOnlyList<ClosureContact> contacts, UserId by, DateTimeOffset now)
    {
        if (ClosurePlanning.IsFinal(Status)) throw ClosureProblems.Final(Status);
        if (!ClosurePlanning.IsEditable(Status) && !IsReachable(contacts)) throw ClosureProblems.NoContactOnSite();
        var before = Content;
        (PublicText, Contacts) = (publicText, contacts);
        Record(before, by, now);
    }

    private void RequireOwnParts(ClosureContent content)
    {
        if (content.Phases.Any(phase => phase.Id is { } id && !phases.Exists(own => own.Id == id))) throw ClosureProblems.UnknownPhase();
        if (content.Detours.Any(detour => detour.Id is { } id && !detours.Exists(own => own.Id == id))) throw ClosureProblems.UnknownDetour();
    }

    private static bool IsReachable(IReadOnlyList<ClosureContact> contacts) => contacts.Any(contact => contact.Kind == ContactKind.OnSite);

    private void Write(ClosureContent content)
    {
        (Title, TitleSearch) = (content.Title, content.Title.ToLowerInvariant());
        (RoadNumber, HectometerFrom, HectometerTo) = (content.RoadNumber, content.HectometerFrom, content.HectometerTo);
        (Side, Place, PlaceSearch) = (content.Side, content.Place, content.Place.ToLowerInvariant());
        Geometry = content.Geometry;
        (West, South, East, North) = content.Geometry.Bounds;
        (ContractorId, Measures) = (content.ContractorId, content.Measures);
        (HindranceScheme, HindranceValue) = (content.Hindrance?.Scheme, content.Hindrance?.Value);
        (Contacts, PublicText, InternalNote, NoPlanReason) = (content.Contacts, content.PublicText, content.InternalNote, content.NoPlanReason);
        WriteDetours(content.Detours);
        WritePhases(content.Phases);
        Reschedule();
    }

    private void WriteDetours(IReadOnlyList<DetourContent> contents)
    {
        detours.RemoveAll(detour => !contents.Any(content => content.Id == detour.Id));
        foreach (var content in contents)
        {
            if (content.Id is { } id) detours.Find(detour => detour.Id == id)!.Change(content);
            else detours.Add(new Detour(DetourId.New(), this, content));
        }
    }

    private void WritePhases(IReadOnlyList<PhaseContent> contents)
    {
        phases.RemoveAll(phase => !contents.Any(content => content.Id == phase.Id));
        foreach (var content in contents)
        {
            if (content.Id is { } id) phases.Find(phase => phase.Id == id)!.Change(content);
            else phases.Add(new Phase(PhaseId.New(), this, content));
        }
    }

    private void Record(ClosureContent? before, UserId by, DateTimeOffset now)
    {
        var difference = ClosureDifference.Between(before, Content);
        if (difference.Count == 0) return;
        ContentVersion++;
        versions.Add(new ClosureVersion(this, difference, by, now));
        if (before is not null) Raise(new ClosureChanged(Id.Value));
        Touch(now);
    }
}
