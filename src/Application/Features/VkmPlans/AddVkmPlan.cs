using Vemap.Domain.Closures;
using Vemap.Domain.Files;
using Vemap.Domain.Projects;
using Vemap.Domain.VkmPlans;

namespace Vemap.Application.Features.VkmPlans;

/// <summary>Submits a traffic-management plan for review: its first file, and the closures that it covers.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record AddVkmPlan(ProjectId ProjectId, AddVkmPlanBody Body) : ICommand<AddVkmPlanResult>, IHasBody<AddVkmPlanBody>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ProjectId;
}

/// <param name="Title">The name under which people know the plan.</param>
/// <param name="FileId">An available file of kind vkm-plan of this project.</param>
/// <param name="ClosureIds">One or more closures of this project.</param>
public sealed record AddVkmPlanBody(string Title, FileId FileId, IReadOnlyList<ClosureId> ClosureIds);

/// <param name="IdenticalPlanIds">A warning: other plans of the same closures whose current version has the same bytes, so that one plan may have
/// been submitted twice.</param>
public sealed record AddVkmPlanResult(
    VkmPlanId Id, int CurrentVersion, VkmPlanVersionStatus Status, IReadOnlyList<VkmPlanId> IdenticalPlanIds, int Version) : IVersioned;

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
        await locks.TakeAsync(LockName.VkmPlanFiles, cancellationToken);
        (await projects.GetAsync(ProjectSpec.WithoutParts(request.ProjectId), cancellationToken)).RequireActive();
        var file = await files.FindAsync(FileSpec.ById(body.FileId), cancellationToken) ?? throw VkmPlanProblems.NotAPlanFile();
        if (await plans.AnyAsync(VkmPlanSpec.WithFile(body.FileId), cancellationToken)) throw VkmPlanProblems.FileUsed();
        await store.RequireClosuresAsync(request.ProjectId, body.ClosureIds, cancellationToken);
        var plan = new VkmPlan(VkmPlanId.New(), request.ProjectId, body.Title, file, body.ClosureIds, call.User, clock.GetUtcNow());
        plans.Add(plan);
        var identical = await store.ListAsync(new IdenticalPlans(plan), cancellationToken);
        return new AddVkmPlanResult(plan.Id, plan.CurrentVersion, plan.Status, identical, plan.Version);
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

/// <summary>Other plans that cover one of a plan's closures and whose current version has the bytes of its own.</summary>
internal sealed class IdenticalPlans(VkmPlan plan) : ReadSpecification<VkmPlanId>
{
    private const int Most = 20;

    public override IQueryable<VkmPlanId> Query(IRows rows)
    {
        var closures = plan.Closures.Select(closure => closure.ClosureId).ToList();
        var (id, sha256) = (plan.Id, plan.Current.Sha256);
        return (
            from other in rows.Of<VkmPlan>()
            join version in rows.Of<VkmPlanVersion>() on new { VkmPlanId = other.Id, Number = other.CurrentVersion } equals new { version.VkmPlanId, version.Number }
            where other.Id != id && version.Sha256 == sha256 && rows.Of<VkmPlanClosure>().Any(covered => covered.VkmPlanId == other.Id && closures.Contains(covered.ClosureId))
            orderby other.Id
            select other.Id).Take(Most);
    }
}
