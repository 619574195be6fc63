using Vemap.Domain.Closures;
using Vemap.Domain.VkmPlans;

namespace Vemap.Application.Features.Closures;

/// <summary>Shows one closure with its measures, phases, detours, contacts and the state of the works now.</summary>
[Access(Role.Organisation, Role.Manager, Role.Stakeholder)]
public sealed record GetClosure(ProjectId ProjectId, ClosureId ClosureId) : ISnapshotQuery<GetClosureResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ClosureId;
}

/// <param name="InternalNote">Never shown to a Stakeholder. Neither is the dialogue of planner and road authority: noPlanReason, who took the last
/// step, and its note, unless that is the reason of a cancellation.</param>
/// <param name="EndsAt">Null: until further notice.</param>
public sealed record GetClosureResult(
    ClosureId Id,
    ProjectId ProjectId,
    string Number,
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
    ClosureStatus Status,
    DateTimeOffset StatusAt,
    UserId? StatusById,
    string? StatusNote,
    RefusalReason? RefusalReason,
    DateTimeOffset StartsAt,
    DateTimeOffset? EndsAt,
    int ContentVersion,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    int Version) : IVersioned
{
    public IReadOnlyList<PhaseItem> Phases { get; init; } = [];

    public IReadOnlyList<DetourItem> Detours { get; init; } = [];

    /// <summary>Null when the user is no longer known here.</summary>
    public string? StatusByName { get; init; }

    /// <summary>How many nights, days or weekends are planned.</summary>
    public int OccurrenceCount { get; init; }

    /// <summary>The state of the works now; null before the closure is confirmed.</summary>
    public ClosureLiveStatus? LiveStatus { get; init; }

    /// <summary>Whether a plan's current version is approved for this closure, now.</summary>
    public bool PlanIsApproved { get; init; }

    /// <summary>The closure is confirmed, needs a plan, and no plan is approved for it any more.</summary>
    public bool PlanApprovalIsVoid { get; init; }

    /// <summary>The newest content version that an approval in force names; null when there is none.</summary>
    public int? ApprovedContentVersion { get; init; }

    /// <summary>The content has changed since the version that the approval names.</summary>
    public bool ContentChangedSinceApproval { get; init; }
}

/// <param name="EndsAt">Null: until further notice.</param>
/// <param name="PlannedUntil">The last day for which an open-ended phase with a window has its nights planned; null for all other phases.</param>
public sealed record PhaseItem(PhaseId Id, string? Name, DateTimeOffset StartsAt, DateTimeOffset? EndsAt, DailyWindow? Window, DateOnly? PlannedUntil);

public sealed record DetourItem(DetourId Id, string Name, string? Description, IReadOnlyList<TrafficMode> Modes, GeoJson Geometry);

internal sealed class GetClosureHandler(IReadStore store, IUserDirectory users, CallContext call, TimeProvider clock)
    : IRequestHandler<GetClosure, GetClosureResult>
{
    public async Task<GetClosureResult> Handle(GetClosure request, CancellationToken cancellationToken)
    {
        var closure = await store.GetAsync(new ClosureById(request), cancellationToken);
        var nights = await store.ListAsync(new StatesOfNights(closure.Id, closure.Status, clock.GetUtcNow()), cancellationToken);
        var approvals = await store.ListAsync(new ApprovalsOf(closure.Id), cancellationToken);
        var approvedContent = approvals.Max();
        var names = await users.NamesAsync([closure.StatusById!.Value], cancellationToken);
        var shown = closure with
        {
            StatusByName = names.GetValueOrDefault(closure.StatusById.Value),
            Phases = await store.ListAsync(new PhasesOf(closure.Id), cancellationToken),
            Detours = await store.ListAsync(new DetoursOf(closure.Id), cancellationToken),
            OccurrenceCount = nights.Count,
            LiveStatus = closure.Status is ClosureStatus.Confirmed or ClosureStatus.Cancelled ? OccurrenceStateMachine.Of(nights) : null,
            PlanIsApproved = approvals.Count > 0,
            PlanApprovalIsVoid = PlanApproval.IsVoid(closure.Status, needsPlan: closure.NoPlanReason is null, isApproved: approvals.Count > 0),
            ApprovedContentVersion = approvedContent,
            ContentChangedSinceApproval = approvedContent is { } version && version != closure.ContentVersion,
        };
        return call.Access.Role == Role.Stakeholder ? WithoutDialogue(shown) : shown;
    }

    private static GetClosureResult WithoutDialogue(GetClosureResult closure) => closure with
    {
        InternalNote = null,
        NoPlanReason = null,
        StatusById = null,
        StatusByName = null,
        StatusNote = closure.Status == ClosureStatus.Cancelled ? closure.StatusNote : null,
    };
}

internal sealed class ClosureById(GetClosure request) : ReadSpecification<GetClosureResult>
{
    public override IQueryable<GetClosureResult> Query(IRows rows) =>
        from closure in rows.Of<Closure>()
        where closure.Id == request.ClosureId && closure.ProjectId == request.ProjectId
        select new GetClosureResult(
            closure.Id,
            closure.ProjectId,
            closure.Number,
            closure.Title,
            closure.RoadNumber,
            Hectometer.Of(closure.HectometerFrom, closure.HectometerFromLetter),
            Hectometer.Of(closure.HectometerTo, closure.HectometerToLetter),
            closure.Side,
            closure.Place,
            closure.Geometry,
            closure.ContractorId,
            closure.Measures,
            closure.HindranceScheme == null ? null : new Hindrance(closure.HindranceScheme.Value, closure.HindranceValue!),
            closure.Contacts,
            closure.PublicText,
            closure.InternalNote,
            closure.NoPlanReason,
            closure.Status,
            closure.StatusAt,
            closure.StatusBy,
            closure.StatusNote,
            closure.RefusalReason,
            closure.StartsAt,
            OpenEnd.Shown(closure.EndsAt),
            closure.ContentVersion,
            closure.CreatedAt,
            closure.UpdatedAt,
            closure.Version);
}

internal sealed class PhasesOf(ClosureId closure) : ReadSpecification<PhaseItem>
{
    public override IQueryable<PhaseItem> Query(IRows rows) =>
        from phase in rows.Of<Phase>()
        where phase.ClosureId == closure
        orderby phase.StartsAt, phase.Id
        select new PhaseItem(phase.Id, phase.Name, phase.StartsAt, OpenEnd.Shown(phase.EndsAt), phase.Window, phase.PlannedUntil);
}

internal sealed class DetoursOf(ClosureId closure) : ReadSpecification<DetourItem>
{
    public override IQueryable<DetourItem> Query(IRows rows) =>
        from detour in rows.Of<Detour>()
        where detour.ClosureId == closure
        orderby detour.Name, detour.Id
        select new DetourItem(detour.Id, detour.Name, detour.Description, detour.Modes, detour.Geometry);
}

internal sealed class StatesOfNights(ClosureId closure, ClosureStatus status, DateTimeOffset now) : ReadSpecification<OccurrenceStatus>
{
    public override IQueryable<OccurrenceStatus> Query(IRows rows) =>
        from night in rows.Of<Occurrence>()
        where night.ClosureId == closure
        select OccurrenceStateMachine.At(night.Status, night.EndsAt, night.ExpectedEndAt, status, now);
}

/// <summary>The content version that each approval in force names.</summary>
internal sealed class ApprovalsOf(ClosureId closure) : ReadSpecification<int?>
{
    public override IQueryable<int?> Query(IRows rows) =>
        from covered in rows.Of<VkmPlanClosure>()
        where covered.ClosureId == closure && covered.Status == CoverageStatus.Approved
        select covered.ApprovedContentVersion;
}
