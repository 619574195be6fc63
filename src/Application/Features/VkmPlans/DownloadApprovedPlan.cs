using Vemap.Domain.Files;

namespace Vemap.Application.Features.VkmPlans;

/// <summary>A signed URL of sixty seconds that gives the approved version of a closure's plan, for everybody who may see the closure.</summary>
[Access(Role.Organisation, Role.Manager, Role.Stakeholder)]
public sealed record DownloadApprovedPlan(ProjectId ProjectId, ClosureId ClosureId, VkmPlanId PlanId) : IQuery<DownloadApprovedPlanResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => PlanId;
}

public sealed record DownloadApprovedPlanResult(string Url, DateTimeOffset ExpiresAt);

internal sealed class DownloadApprovedPlanHandler(IPlanApprovals approvals, IFileStore store, CallContext call, TimeProvider clock)
    : IRequestHandler<DownloadApprovedPlan, DownloadApprovedPlanResult>
{
    private static readonly TimeSpan LinkLife = TimeSpan.FromSeconds(60);

    public async Task<DownloadApprovedPlanResult> Handle(DownloadApprovedPlan request, CancellationToken cancellationToken)
    {
        var plans = await approvals.ApprovedPlansAsync(request.ProjectId, request.ClosureId, cancellationToken);
        var plan = plans.FirstOrDefault(plan => plan.Plan == request.PlanId) ?? throw CommonProblems.NotFound();
        if (plan.FileStatus != FileStatus.Available) throw FileProblems.NotAvailable();
        var key = StoredFile.StoreKey(call.Environment, request.ProjectId, plan.UploadedAt, plan.File);
        var link = await store.SignDownloadAsync(key, plan.FileName, plan.ContentType, clock.GetUtcNow() + LinkLife, cancellationToken);
        return new DownloadApprovedPlanResult(link.Url, link.ExpiresAt);
    }
}
