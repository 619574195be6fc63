using Vemap.Domain.Files;
using Vemap.Domain.Projects;
using Vemap.Domain.VkmPlans;

namespace Vemap.Application.Features.VkmPlans;

/// <summary>Submits the next version of a plan; it takes the place of the one before and voids its approval.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record AddVkmPlanVersion(ProjectId ProjectId, VkmPlanId PlanId, int Version, AddVkmPlanVersionBody Body) : ICommand<AddVkmPlanVersionResult>;

/// <param name="FileId">An available file of kind vkm-plan of this project, not used by a plan yet.</param>
public sealed record AddVkmPlanVersionBody(FileId FileId);

public sealed record AddVkmPlanVersionResult(VkmPlanId Id, int CurrentVersion, VkmPlanVersionStatus Status, int Version);

internal sealed class AddVkmPlanVersionValidator : AbstractValidator<AddVkmPlanVersion>
{
    public AddVkmPlanVersionValidator() => RuleFor(request => request.Body.FileId).NotEmpty();
}

internal sealed class AddVkmPlanVersionHandler(
    IRepository<VkmPlan> plans,
    IRepository<StoredFile> files,
    IRepository<Project> projects,
    ILocks locks,
    CallContext call,
    TimeProvider clock) : IRequestHandler<AddVkmPlanVersion, AddVkmPlanVersionResult>
{
    public async Task<AddVkmPlanVersionResult> Handle(AddVkmPlanVersion request, CancellationToken cancellationToken)
    {
        await locks.TakeAsync(VkmPlanLocks.Files, cancellationToken);
        var plan = await plans.GetAsync(VkmPlanSpec.ById(request.ProjectId, request.PlanId), request.Version, cancellationToken);
        (await projects.GetAsync(ProjectSpec.WithoutParts(request.ProjectId), cancellationToken)).RequireActive();
        var file = await files.FindAsync(FileSpec.ById(request.Body.FileId), cancellationToken) ?? throw VkmPlanProblems.NotAPlanFile();
        if (await plans.AnyAsync(VkmPlanSpec.WithFile(file.Id), cancellationToken)) throw VkmPlanProblems.FileUsed();
        plan.AddVersion(file, call.User, clock.GetUtcNow());
        return new AddVkmPlanVersionResult(plan.Id, plan.CurrentVersion, plan.Status, plan.Version);
    }
}
