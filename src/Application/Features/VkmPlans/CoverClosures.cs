using Vemap.Domain.Projects;
using Vemap.Domain.VkmPlans;

namespace Vemap.Application.Features.VkmPlans;

/// <summary>Says which closures a plan covers; those that are new to an approved version need a review, not an upload.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record CoverClosures(ProjectId ProjectId, VkmPlanId PlanId, int Version, CoverClosuresBody Body)
    : ICommand<CoverClosuresResult>, IHasBody<CoverClosuresBody>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => PlanId;
}

/// <param name="ClosureIds">All closures that the plan covers from now on.</param>
public sealed record CoverClosuresBody(IReadOnlyList<ClosureId> ClosureIds);

public sealed record CoverClosuresResult(VkmPlanId Id, bool AwaitsReview, int Version) : IVersioned;

internal sealed class CoverClosuresValidator : AbstractValidator<CoverClosures>
{
    public CoverClosuresValidator() => RuleFor(request => request.Body.ClosureIds).Closures();
}

internal sealed class CoverClosuresHandler(IRepository<VkmPlan> plans, IRepository<Project> projects, IReadStore store, TimeProvider clock)
    : IRequestHandler<CoverClosures, CoverClosuresResult>
{
    public async Task<CoverClosuresResult> Handle(CoverClosures request, CancellationToken cancellationToken)
    {
        var plan = await plans.GetAsync(VkmPlanSpec.ById(request.ProjectId, request.PlanId), request.Version, cancellationToken);
        (await projects.GetAsync(ProjectSpec.WithoutParts(request.ProjectId), cancellationToken)).RequireActive();
        await store.RequireClosuresAsync(request.ProjectId, request.Body.ClosureIds, cancellationToken);
        plan.Cover(request.Body.ClosureIds, clock.GetUtcNow());
        return new CoverClosuresResult(plan.Id, plan.AwaitsReview, plan.Version);
    }
}
