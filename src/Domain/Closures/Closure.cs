namespace Vemap.Domain.Closures;

/// <summary>A stretch of road that is closed or restricted for a while: planned, reviewed, and carried out in one or more occurrences.</summary>
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
        Write(content, now);
        Record(null, by, now);
        Moved(by, now, null);
    }

    public ClosureId Id { get; private set; }

    public ProjectId ProjectId { get; private set; }

    /// <summary>Unique in the environment and readable: "2026-0042".</summary>
    public string Number { get; private set; } = "";

    public string Title { get; private set; } = "";

    /// <summary>The title in lower case. Earlier versions of the program search by this column; the search of today reads <see cref="ClosureWord"/>.</summary>
    public string TitleSearch { get; private set; } = "";

    public string? RoadNumber { get; private set; }

    public decimal? HectometerFrom { get; private set; }

    /// <summary>The letter of the carriageway, as in "23.4a".</summary>
    public string? HectometerFromLetter { get; private set; }

    public decimal? HectometerTo { get; private set; }

    public string? HectometerToLetter { get; private set; }

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

    /// <summary>Everybody may read it.</summary>
    public string? PublicText { get; private set; }

    /// <summary>Never leaves the environment, and is never shown to a Stakeholder.</summary>
    public string? InternalNote { get; private set; }

    /// <summary>Why this closure needs no VKM plan; null: it needs one.</summary>
    public string? NoPlanReason { get; private set; }

    /// <summary>An approved plan covers this closure; kept by the database from the coverage of the plans, read only (docs/adr/0011).</summary>
    public bool PlanIsApproved { get; private set; }

    /// <summary>From the first to the last instant of its occurrences; derived, never entered.</summary>
    public DateTimeOffset StartsAt { get; private set; }

    /// <summary><see cref="OpenEnd.Instant"/> while a phase has no end and the road has not been reported open again.</summary>
    public DateTimeOffset EndsAt { get; private set; }

    public bool IsOpenEnded => OpenEnd.Is(EndsAt);

    /// <summary>The state of the works as reported on its occurrences; <see cref="OccurrenceStateMachine.LiveAt"/> adds what follows from the clock.</summary>
    public ClosureLiveStatus LiveStatus { get; private set; }

    /// <summary>The first planned end of the occurrences that are under way or, if none is, of those to come; null when there are neither.</summary>
    public DateTimeOffset? LiveFirstEnd { get; private set; }

    /// <summary>The last planned end of the same occurrences.</summary>
    public DateTimeOffset? LiveLastEnd { get; private set; }

    /// <summary>1, 2, 3…: raised by every change of content, never by a step of planning or a report.</summary>
    public int ContentVersion { get; private set; }

    /// <summary>Raised when a night to come is reported as not carried out, and when that is taken back: each time the nights that a notice named are
    /// no longer right.</summary>
    public int NightsVersion { get; private set; }

    public ClosureStatus Status { get; private set; }

    public DateTimeOffset StatusAt { get; private set; }

    public UserId StatusBy { get; private set; }

    /// <summary>The note of the last step: what has to change, or why the closure is refused or cancelled.</summary>
    public string? StatusNote { get; private set; }

    public RefusalReason? RefusalReason { get; private set; }

    public IReadOnlyCollection<Phase> Phases => phases;

    public IReadOnlyCollection<Occurrence> Occurrences => occurrences;

    public IReadOnlyCollection<Detour> Detours => detours;

    /// <summary>Those added by this command, unless all were loaded.</summary>
    public IReadOnlyCollection<ClosureVersion> Versions => versions;

    /// <summary>Those added by this command, unless all were loaded.</summary>
    public IReadOnlyCollection<ClosureStep> Steps => steps;

    /// <summary>All that people wrote; phases and detours must be loaded.</summary>
    public ClosureContent Content => new(
        Title,
        RoadNumber,
        Hectometer.Of(HectometerFrom, HectometerFromLetter),
        Hectometer.Of(HectometerTo, HectometerToLetter),
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

    /// <summary>Replaces the content. The same content again makes no new version.</summary>
    public void Change(ClosureContent content, UserId by, DateTimeOffset now)
    {
        if (Status == ClosureStatus.Confirmed) throw ClosureProblems.Confirmed();
        if (Status == ClosureStatus.Submitted) throw ClosureProblems.UnderReview();
        if (!ClosurePlanningStateMachine.IsEditable(Status)) throw ClosureProblems.Final(Status);
        RequireOwnParts(content);
        var before = Content;
        if (ClosureDifference.Between(before, content).Count == 0) return;
        Write(content, now);
        Record(before, by, now);
    }

    /// <summary>Changes the public text and the contacts, which may change at any time before the closure ends.</summary>
    public void ChangePublicInformation(string? publicText, IReadOnlyList<ClosureContact> contacts, UserId by, DateTimeOffset now)
    {
        if (ClosurePlanningStateMachine.IsFinal(Status)) throw ClosureProblems.Final(Status);
        if (!ClosurePlanningStateMachine.IsEditable(Status) && !IsReachable(contacts)) throw ClosureProblems.NoContactOnSite();
        var before = Content;
        (PublicText, Contacts) = (publicText, contacts);
        Record(before, by, now);
    }

    /// <summary>Gives an open-ended phase its end. Allowed once the closure is confirmed too, because the works only become shorter than what was
    /// agreed.</summary>
    public void EndPhase(PhaseId id, DateTimeOffset end, UserId by, DateTimeOffset now)
    {
        if (ClosurePlanningStateMachine.IsFinal(Status)) throw ClosureProblems.Final(Status);
        if (Status == ClosureStatus.Submitted) throw ClosureProblems.UnderReview();
        var phase = phases.Find(phase => phase.Id == id) ?? throw CommonProblems.NotFound();
        if (!phase.IsOpenEnded) throw ClosureProblems.PhaseHasEnd();
        var isEarly = phase.Window is null ? end <= phase.StartsAt : AmsterdamTime.DayOf(end) < AmsterdamTime.DayOf(phase.StartsAt);
        if (isEarly) throw ClosureProblems.PhaseEndsBeforeStart(phase.StartsAt);
        var before = Content;
        phase.Change(phase.Content with { EndsAt = end }, now);
        Reschedule();
        Record(before, by, now);
    }

    /// <summary>Plans further nights of open-ended phases. The content does not change, so there is no new version.</summary>
    public void PlanNightsAhead(DateTimeOffset now)
    {
        if (ClosurePlanningStateMachine.IsFinal(Status)) return;
        phases.ForEach(phase => phase.PlanAhead(now));
        Reschedule();
        Touch(now);
    }

    private void RequireOwnParts(ClosureContent content)
    {
        if (content.Phases.Any(phase => phase.Id is { } id && !phases.Exists(own => own.Id == id))) throw ClosureProblems.UnknownPhase();
        if (content.Detours.Any(detour => detour.Id is { } id && !detours.Exists(own => own.Id == id))) throw ClosureProblems.UnknownDetour();
    }

    private static bool IsReachable(IReadOnlyList<ClosureContact> contacts) => contacts.Any(contact => contact.Kind == ContactKind.OnSite);

    private void Write(ClosureContent content, DateTimeOffset now)
    {
        (Title, TitleSearch) = (content.Title, content.Title.ToLowerInvariant());
        RoadNumber = content.RoadNumber;
        (HectometerFrom, HectometerFromLetter) = (content.HectometerFrom?.Number, content.HectometerFrom?.Letter);
        (HectometerTo, HectometerToLetter) = (content.HectometerTo?.Number, content.HectometerTo?.Letter);
        (Side, Place, PlaceSearch) = (content.Side, content.Place, content.Place.ToLowerInvariant());
        Geometry = content.Geometry;
        (West, South, East, North) = content.Geometry.Bounds;
        (ContractorId, Measures) = (content.ContractorId, content.Measures);
        (HindranceScheme, HindranceValue) = (content.Hindrance?.Scheme, content.Hindrance?.Value);
        (Contacts, PublicText, InternalNote, NoPlanReason) = (content.Contacts, content.PublicText, content.InternalNote, content.NoPlanReason);
        WriteDetours(content.Detours);
        WritePhases(content.Phases, now);
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

    private void WritePhases(IReadOnlyList<PhaseContent> contents, DateTimeOffset now)
    {
        phases.RemoveAll(phase => !contents.Any(content => content.Id == phase.Id));
        foreach (var content in contents)
        {
            if (content.Id is { } id) phases.Find(phase => phase.Id == id)!.Change(content, now);
            else phases.Add(new Phase(PhaseId.New(), this, content, now));
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
