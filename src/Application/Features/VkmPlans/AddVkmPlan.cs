using Vemap.Domain.Closures;
using Vemap.Domain.Files;
using Vemap.Domain.Projects;
using Vemap.Domain.VkmPlans;

namespace Vemap.Application.Features.VkmPlans;

/// <summary>Submits a traffic-management plan for review: its first file, and the closures that it covers.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record AddVkmPlan(ProjectId ProjectId, AddVkmPlanBody Body) : ICommand<AddVkmPlanResult>;

/// <param name="Title">The name under which people know the plan.</param>
/// <param name="FileId">An available file of kind vkm-plan of this project.</param>
/// <param name="ClosureIds">One or more closures of this project.</param>
public sealed record AddVkmPlanBody(string Title, FileId FileId, IReadOnlyList<ClosureId> ClosureIds);

public sealed record AddVkmPlanResult(VkmPlanId Id, int CurrentVersion, VkmPlanVersionStatus Status, int Version);

internal sealed class AddVkmPlanValidator : AbstractValidator<AddVkmPlan>
{
    public AddVkmPlanValidator()
    {
        RuleFor(request => request.Body.Title).NotEmpty().MaximumLength(200);
        RuleFor(request => request.Body.ClosureIds).Closures();
    }
}

internal sealed class AddVkmPlanHandler(
    IRepository<VkmPlan> plans,
    IRepository<StoredFile> files,
    IRepository<Project> projects,
    IReadStore store,
    ILocks locks,
    CallContext call,
    TimeProvider clock) : IRequestHandler<AddVkmPlan, AddVkmPlanResult>
{
    public async Task<AddVkmPlanResult> Handle(AddVkmPlan request, CancellationToken cancellationToken)
    {
        var body = request.Body;
        await locks.TakeAsync(VkmPlanLocks.Files, cancellationToken);
        (await projects.GetAsync(ProjectSpec.WithoutParts(request.ProjectId), cancellationToken)).RequireActive();
        var file = await files.FindAsync(FileSpec.ById(body.FileId), cancellationToken) ?? throw VkmPlanProblems.NotAPlanFile();
        if (await plans.AnyAsync(VkmPlanSpec.WithFile(body.FileId), cancellationToken)) throw VkmPlanProblems.FileUsed();
        await store.RequireClosuresAsync(request.ProjectId, body.ClosureIds, cancellationToken);
        var plan = new VkmPlan(VkmPlanId.New(), request.ProjectId, body.Title, file, body.ClosureIds, call.User, clock.GetUtcNow());
        plans.Add(plan);
        return new AddVkmPlanResult(plan.Id, plan.CurrentVersion, plan.Status, plan.Version);
    }
}

/// <summary>Checks of the closures that a request names; shared by adding a plan, covering closures and reviewing.</summary>
internal static class CoveredClosures
{
    private const int Most = 200;

    public static void Closures<T>(this IRuleBuilder<T, IReadOnlyList<ClosureId>> rule) => rule.EachClosureOnce(closure => closure);

    public static void EachClosureOnce<T, TItem>(this IRuleBuilder<T, IReadOnlyList<TItem>> rule, Func<TItem, ClosureId> closure) =>
        rule.AtMost(Most)
            .Must(items => items!.Count > 0 && items.DistinctBy(closure).Count() == items.Count)
            .WithErrorCode("closures")
            .WithMessage("A plan covers closures, each named once.");

    public static async Task RequireClosuresAsync(
        this IReadStore store, ProjectId project, IReadOnlyList<ClosureId> closures, CancellationToken cancellationToken)
    {
        if (await store.CountAsync(new ClosuresOfProject(project, closures), cancellationToken) != closures.Count) throw VkmPlanProblems.UnknownClosure();
    }
}

internal sealed class ClosuresOfProject(ProjectId project, IReadOnlyList<ClosureId> closures) : ReadSpecification<ClosureId>
{
    public override IQueryable<ClosureId> Query(IRows rows) =>
        rows.Of<Closure>().Where(closure => closure.ProjectId == project && closures.Contains(closure.Id)).Select(closure => closure.Id);
}
