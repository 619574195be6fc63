using Vemap.Domain.Projects;
using Vemap.Domain.VkmPlans;

namespace Vemap.Application.Features.VkmPlans;

/// <summary>Takes the current version back before it is reviewed.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record WithdrawVkmPlanVersion(ProjectId ProjectId, VkmPlanId PlanId, int Version) : ICommand<WithdrawVkmPlanVersionResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => PlanId;
}

public sealed record WithdrawVkmPlanVersionResult(VkmPlanId Id, int CurrentVersion, VkmPlanVersionStatus Status, int Version) : IVersioned;

internal sealed class WithdrawVkmPlanVersionHandler(IRepository<VkmPlan> plans, IRepository<Project> projects, TimeProvider clock)
    : IRequestHandler<WithdrawVkmPlanVersion, WithdrawVkmPlanVersionResult>
{
    public async Task<WithdrawVkmPlanVersionResult> Handle(WithdrawVkmPlanVersion request, CancellationToken cancellationToken)
    {
        (await projects.GetAsync(ProjectSpec.WithoutParts(request.ProjectId), cancellationToken)).RequireActive();
        var plan = await plans.GetAsync(VkmPlanSpec.ById(request.ProjectId, request.PlanId), request.Version, cancellationToken);
        plan.Withdraw(clock.GetUtcNow());
        return new WithdrawVkmPlanVersionResult(plan.Id, plan.CurrentVersion, plan.Status, plan.Version);
    }
}
