using Vemap.Domain.Files;
using Vemap.Domain.Projects;
using Vemap.Domain.VkmPlans;

namespace Vemap.Application.Features.VkmPlans;

/// <summary>Submits the next version of a plan; it supersedes the current one and voids its approval. The bytes of the current version are refused.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record AddVkmPlanVersion(ProjectId ProjectId, VkmPlanId PlanId, int Version, AddVkmPlanVersionBody Body)
    : ICommand<AddVkmPlanVersionResult>, IHasBody<AddVkmPlanVersionBody>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => PlanId;
}

/// <param name="FileId">An available file of kind vkm-plan of this project, not used by a plan yet.</param>
public sealed record AddVkmPlanVersionBody(FileId FileId);

/// <param name="IdenticalPlanIds">A warning: other plans of the same closures whose current version has the same bytes, so that one plan may have
/// been submitted twice.</param>
public sealed record AddVkmPlanVersionResult(
    VkmPlanId Id, int CurrentVersion, VkmPlanVersionStatus Status, IReadOnlyList<VkmPlanId> IdenticalPlanIds, int Version) : IVersioned;

internal sealed class AddVkmPlanVersionValidator : AbstractValidator<AddVkmPlanVersion>
{
    public AddVkmPlanVersionValidator() => RuleFor(request => request.Body.FileId).NotEmpty();
}

internal sealed class AddVkmPlanVersionHandler(
    IRepository<VkmPlan> plans,
    IRepository<StoredFile> files,
    IRepository<Project> projects,
    IReadStore store,
    ILocks locks,
    CallContext call,
    TimeProvider clock) : IRequestHandler<AddVkmPlanVersion, AddVkmPlanVersionResult>
{
    public async Task<AddVkmPlanVersionResult> Handle(AddVkmPlanVersion request, CancellationToken cancellationToken)
    {
        await locks.TakeAsync(LockName.VkmPlanFiles, cancellationToken);
        var plan = await plans.GetAsync(VkmPlanSpec.ById(request.ProjectId, request.PlanId), request.Version, cancellationToken);
        (await projects.GetAsync(ProjectSpec.WithoutParts(request.ProjectId), cancellationToken)).RequireActive();
        var file = await files.FindAsync(FileSpec.ById(request.Body.FileId), cancellationToken) ?? throw VkmPlanProblems.NotAPlanFile();
        if (await plans.AnyAsync(VkmPlanSpec.WithFile(file.Id), cancellationToken)) throw VkmPlanProblems.FileUsed();
        plan.AddVersion(file, call.User, clock.GetUtcNow());
        var identical = await store.ListAsync(new IdenticalPlans(plan), cancellationToken);
        return new AddVkmPlanVersionResult(plan.Id, plan.CurrentVersion, plan.Status, identical, plan.Version);
    }
}
