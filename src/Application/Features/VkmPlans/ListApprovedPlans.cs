using Vemap.Domain.Files;

namespace Vemap.Application.Features.VkmPlans;

/// <summary>The plans that are approved for a closure now, for everybody who may see the closure.</summary>
[Access(Role.Organisation, Role.Manager, Role.Stakeholder)]
public sealed record ListApprovedPlans(ProjectId ProjectId, ClosureId ClosureId) : IQuery<ListApprovedPlansResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ClosureId;
}

public sealed record ListApprovedPlansResult(IReadOnlyList<ApprovedPlanItem> Items);

/// <param name="FileStatus">Only an available file can be downloaded; one that is blocked stays listed, for the approval stands.</param>
public sealed record ApprovedPlanItem(VkmPlanId PlanId, string Title, int PlanVersion, string Sha256, string FileName, long FileSize, FileStatus FileStatus);

internal sealed class ListApprovedPlansHandler(IPlanApprovals approvals) : IRequestHandler<ListApprovedPlans, ListApprovedPlansResult>
{
    public async Task<ListApprovedPlansResult> Handle(ListApprovedPlans request, CancellationToken cancellationToken)
    {
        var plans = await approvals.ApprovedPlansAsync(request.ProjectId, request.ClosureId, cancellationToken);
        return new ListApprovedPlansResult(
            [.. plans.Select(plan => new ApprovedPlanItem(plan.Plan, plan.Title, plan.PlanVersion, plan.Sha256, plan.FileName, plan.Size, plan.FileStatus))]);
    }
}
