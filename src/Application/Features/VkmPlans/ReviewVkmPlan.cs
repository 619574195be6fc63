using Vemap.Domain.Closures;
using Vemap.Domain.Files;
using Vemap.Domain.Projects;
using Vemap.Domain.VkmPlans;

namespace Vemap.Application.Features.VkmPlans;

/// <summary>The road authority approves the current version for the closures it covers, or requests changes.</summary>
[Access(Role.Organisation)]
public sealed record ReviewVkmPlan(ProjectId ProjectId, VkmPlanId PlanId, int Version, ReviewVkmPlanBody Body)
    : ICommand<ReviewVkmPlanResult>, IHasBody<ReviewVkmPlanBody>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => PlanId;
}

/// <param name="Decision">approved or changes-requested.</param>
/// <param name="Closures">The closures that await review, all of them, each with the content version that the reviewer read; a review of a closure
/// that has changed since is refused.</param>
/// <param name="Remark">What has to change; needed when changes are requested.</param>
public sealed record ReviewVkmPlanBody(ReviewDecision Decision, IReadOnlyList<ReviewedClosure> Closures, [property: Multiline] string? Remark = null);

public sealed record ReviewedClosure(ClosureId ClosureId, int ContentVersion);

public sealed record ReviewVkmPlanResult(
    VkmPlanId Id,
    int ReviewedVersion,
    string Sha256,
    ReviewDecision Decision,
    IReadOnlyList<ClosureId> ClosureIds,
    VkmPlanVersionStatus Status,
    int Version) : IVersioned;

internal sealed class ReviewVkmPlanValidator : AbstractValidator<ReviewVkmPlan>
{
    public ReviewVkmPlanValidator()
    {
        RuleFor(request => request.Body.Decision).IsInEnum();
        RuleFor(request => request.Body.Closures).EachClosureOnce(closure => closure.ClosureId);
        RuleForEach(request => request.Body.Closures).ChildRules(closure =>
            closure.RuleFor(reviewed => reviewed.ContentVersion).InclusiveBetween(1, int.MaxValue).WithErrorCode("out-of-range"));
        RuleFor(request => request.Body.Remark).MaximumLength(2000);
        RuleFor(request => request.Body.Remark).NotEmpty().When(request => request.Body.Decision == ReviewDecision.ChangesRequested);
    }
}

internal sealed class ReviewVkmPlanHandler(
    IRepository<VkmPlan> plans,
    IRepository<StoredFile> files,
    IRepository<Project> projects,
    IReadStore store,
    ILocks locks,
    CallContext call,
    TimeProvider clock) : IRequestHandler<ReviewVkmPlan, ReviewVkmPlanResult>
{
    public async Task<ReviewVkmPlanResult> Handle(ReviewVkmPlan request, CancellationToken cancellationToken)
    {
        // Deleting and blocking the file take the same lock, so that no approval names a file that is gone.
        await locks.TakeAsync(LockName.VkmPlanFiles, cancellationToken);
        (await projects.GetAsync(ProjectSpec.WithoutParts(request.ProjectId), cancellationToken)).RequireActive();
        var plan = await plans.GetAsync(VkmPlanSpec.ById(request.ProjectId, request.PlanId), request.Version, cancellationToken);
        var file = await files.GetAsync(FileSpec.ById(plan.Current.FileId), cancellationToken);
        var contents = await store.ListAsync(new ContentsOfClosures([.. plan.Closures.Select(covered => covered.ClosureId)]), cancellationToken);
        plan.Review(
            request.Body.Decision,
            request.Body.Remark,
            file,
            request.Body.Closures.ToDictionary(closure => closure.ClosureId, closure => closure.ContentVersion),
            contents.ToDictionary(content => content.Closure, content => content.Version),
            call.User,
            clock.GetUtcNow());
        var review = plan.Reviews.Last();
        return new ReviewVkmPlanResult(
            plan.Id, review.VersionNumber, review.Sha256, review.Decision, [.. review.Closures.Select(closure => closure.ClosureId)], plan.Status, plan.Version);
    }
}

internal sealed record ContentOfClosure(ClosureId Closure, int Version);

internal sealed class ContentsOfClosures(IReadOnlyList<ClosureId> closures) : ReadSpecification<ContentOfClosure>
{
    public override IQueryable<ContentOfClosure> Query(IRows rows) =>
        rows.Of<Closure>().Where(closure => closures.Contains(closure.Id)).Select(closure => new ContentOfClosure(closure.Id, closure.ContentVersion));
}
