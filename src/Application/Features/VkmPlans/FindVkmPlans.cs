using Vemap.Domain.Closures;
using Vemap.Domain.VkmPlans;

namespace Vemap.Application.Features.VkmPlans;

/// <summary>Plans of all projects that the caller sees; review=pending gives those that wait for the road authority, status those whose current
/// version is in one of these states, closureId those that cover it.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record FindVkmPlans(
    ReviewFilter? Review,
    IReadOnlyList<VkmPlanVersionStatus>? Status,
    ClosureId? ClosureId, string? Cursor, int? Limit, bool? Count) : IQuery<Page<VkmPlanItem>>, IPaged, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ClosureId;
}

public enum ReviewFilter
{
    Pending,
}

public sealed record VkmPlanItem(
    VkmPlanId Id,
    ProjectId ProjectId,
    string Title,
    int CurrentVersion,
    VkmPlanVersionStatus Status,
    bool AwaitsReview,
    IReadOnlyList<CoveredClosure> Closures,
    DateTimeOffset UpdatedAt,
    int Version);

/// <param name="Status">void: it was approved, and a new version or a revocation took that away.</param>
/// <param name="ContentVersion">The closure's content as it is now; a review names the one that the reviewer saw.</param>
/// <param name="ApprovedContentVersion">The content of the closure that was approved.</param>
/// <param name="ContentChangedSinceApproval">The closure's content is another one by now.</param>
public sealed record CoveredClosure(
    ClosureId ClosureId,
    string Number,
    string Title,
    CoverageStatus Status,
    int ContentVersion,
    int? ApprovedVersion,
    int? ApprovedContentVersion,
    bool ContentChangedSinceApproval);

internal sealed class FindVkmPlansValidator : AbstractValidator<FindVkmPlans>
{
    public FindVkmPlansValidator()
    {
        RuleFor(request => request.Review).IsInEnum();
        this.Paged();
    }
}

internal sealed class FindVkmPlansHandler(IReadStore store) : IRequestHandler<FindVkmPlans, Page<VkmPlanItem>>
{
    public async Task<Page<VkmPlanItem>> Handle(FindVkmPlans request, CancellationToken cancellationToken)
    {
        VkmPlanItems Plans(VkmPlanId? after) => new(null, request.Review, request.Status, request.ClosureId, after, request.Take());
        var rows = await store.ListAsync(Plans(request.AfterId<VkmPlan>()), cancellationToken);
        return await request.Page(rows, item => [item.Id.ToString()])
            .CountedAsync(request, () => store.CountAsync(Plans(after: null), cancellationToken));
    }
}

/// <summary>The newest plans first, of one project or of all.</summary>
internal sealed class VkmPlanItems(
    ProjectId? project,
    ReviewFilter? review,
    IReadOnlyList<VkmPlanVersionStatus>? statuses,
    ClosureId? closure,
    VkmPlanId? after, int count) : ReadSpecification<VkmPlanItem>
{
    public override IQueryable<VkmPlanItem> Query(IRows rows)
    {
        var plans = rows.Of<VkmPlan>();
        if (project is { } only) plans = plans.Where(plan => plan.ProjectId == only);
        if (review == ReviewFilter.Pending) plans = plans.Where(plan => plan.AwaitsReview);
        if (statuses is not null) plans = plans.Where(plan => statuses.Contains(plan.Status));
        if (closure is { } one) plans = plans.Where(plan => rows.Of<VkmPlanClosure>().Any(covered => covered.VkmPlanId == plan.Id && covered.ClosureId == one));
        if (after is { } last) plans = plans.Where(plan => plan.Id < last);
        return plans.OrderByDescending(plan => plan.Id)
            .Take(count)
            .Select(plan => new VkmPlanItem(
                plan.Id,
                plan.ProjectId,
                plan.Title,
                plan.CurrentVersion,
                plan.Status,
                plan.AwaitsReview,
                (from covered in rows.Of<VkmPlanClosure>()
                 join closure in rows.Of<Closure>() on covered.ClosureId equals closure.Id
                 where covered.VkmPlanId == plan.Id
                 orderby closure.Number
                 select new CoveredClosure(
                     covered.ClosureId, closure.Number, closure.Title, covered.Status,
                     closure.ContentVersion, covered.ApprovedVersion, covered.ApprovedContentVersion,
                     covered.ApprovedContentVersion != null && covered.ApprovedContentVersion != closure.ContentVersion)).ToList(),
                plan.UpdatedAt,
                plan.Version));
    }
}
