using Vemap.Domain.Projects;
using Vemap.Domain.VkmPlans;

namespace Vemap.Application.Features.VkmPlans;

/// <summary>The road authority takes its approval of the current version back, for every closure, with the reason.</summary>
[Access(Role.Organisation)]
public sealed record RevokeVkmPlanApproval(ProjectId ProjectId, VkmPlanId PlanId, int Version, RevokeVkmPlanApprovalBody Body)
    : ICommand<RevokeVkmPlanApprovalResult>, IHasBody<RevokeVkmPlanApprovalBody>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => PlanId;
}

public sealed record RevokeVkmPlanApprovalBody([property: Multiline] string Reason);

public sealed record RevokeVkmPlanApprovalResult(VkmPlanId Id, int CurrentVersion, VkmPlanVersionStatus Status, int Version) : IVersioned;

internal sealed class RevokeVkmPlanApprovalValidator : AbstractValidator<RevokeVkmPlanApproval>
{
    public RevokeVkmPlanApprovalValidator() => RuleFor(request => request.Body.Reason).NotEmpty().MaximumLength(2000);
}

internal sealed class RevokeVkmPlanApprovalHandler(IRepository<VkmPlan> plans, IRepository<Project> projects, TimeProvider clock)
    : IRequestHandler<RevokeVkmPlanApproval, RevokeVkmPlanApprovalResult>
{
    public async Task<RevokeVkmPlanApprovalResult> Handle(RevokeVkmPlanApproval request, CancellationToken cancellationToken)
    {
        (await projects.GetAsync(ProjectSpec.WithoutParts(request.ProjectId), cancellationToken)).RequireActive();
        var plan = await plans.GetAsync(VkmPlanSpec.ById(request.ProjectId, request.PlanId), request.Version, cancellationToken);
        plan.Revoke(request.Body.Reason, clock.GetUtcNow());
        return new RevokeVkmPlanApprovalResult(plan.Id, plan.CurrentVersion, plan.Status, plan.Version);
    }
}
