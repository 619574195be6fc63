using Vemap.Domain.Closures;
using Vemap.Domain.Files;
using Vemap.Domain.VkmPlans;

namespace Vemap.Application.Features.VkmPlans;

/// <summary>One plan with all its versions, reviews and the closures it covers.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record GetVkmPlan(ProjectId ProjectId, VkmPlanId PlanId) : ISnapshotQuery<GetVkmPlanResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => PlanId;
}

public sealed record GetVkmPlanResult(
    VkmPlanId Id,
    ProjectId ProjectId,
    string Title,
    int CurrentVersion,
    VkmPlanVersionStatus Status,
    bool AwaitsReview,
    IReadOnlyList<VkmPlanVersionItem> Versions,
    IReadOnlyList<VkmPlanReviewItem> Reviews,
    IReadOnlyList<CoveredClosure> Closures,
    int Version) : IVersioned;

/// <param name="UploadClosureId">The closure at which the file was uploaded: part of its path.</param>
public sealed record VkmPlanVersionItem(
    int Number,
    VkmPlanVersionStatus Status,
    string? Reason,
    FileId FileId,
    ClosureId UploadClosureId,
    string FileName,
    long FileSize,
    FileStatus FileStatus,
    string Sha256,
    UserId AddedById,
    string? AddedByName,
    DateTimeOffset AddedAt,
    DateTimeOffset? DecidedAt);

/// <param name="Closures">The closures decided upon, each with the content version that was reviewed; null in reviews from before it was recorded.</param>
public sealed record VkmPlanReviewItem(
    int ReviewedVersion,
    string Sha256,
    ReviewDecision Decision,
    string? Remark,
    IReadOnlyList<ClosureId> ClosureIds,
    IReadOnlyList<ReviewedContent> Closures,
    UserId ReviewerId,
    string? ReviewerName,
    DateTimeOffset At);

internal sealed class GetVkmPlanHandler(IReadStore store, IUserDirectory users) : IRequestHandler<GetVkmPlan, GetVkmPlanResult>
{
    public async Task<GetVkmPlanResult> Handle(GetVkmPlan request, CancellationToken cancellationToken)
    {
        var plan = await store.GetAsync(new VkmPlanById(request), cancellationToken);
        // One read each: side by side in one statement they would multiply each other.
        var versions = await store.ListAsync(new VersionsOfPlan(plan.Id), cancellationToken);
        var reviews = await store.ListAsync(new ReviewsOfPlan(plan.Id), cancellationToken);
        var people = versions.Select(version => version.AddedById).Concat(reviews.Select(review => review.ReviewerId)).Distinct().ToList();
        var names = await users.NamesAsync(people, cancellationToken);
        return plan with
        {
            Versions = [.. versions.Select(version => version with { AddedByName = names.GetValueOrDefault(version.AddedById) })],
            Reviews =
            [
                .. reviews.Select(review => review with
                {
                    ClosureIds = [.. review.Closures.Select(closure => closure.ClosureId)],
                    ReviewerName = names.GetValueOrDefault(review.ReviewerId),
                }),
            ],
            Closures = await store.ListAsync(new ClosuresOfPlan(plan.Id), cancellationToken),
        };
    }
}

internal sealed class VkmPlanById(GetVkmPlan request) : ReadSpecification<GetVkmPlanResult>
{
    public override IQueryable<GetVkmPlanResult> Query(IRows rows) =>
        from plan in rows.Of<VkmPlan>()
        where plan.Id == request.PlanId && plan.ProjectId == request.ProjectId
        select new GetVkmPlanResult(
            plan.Id, plan.ProjectId, plan.Title, plan.CurrentVersion, plan.Status, plan.AwaitsReview,
            Array.Empty<VkmPlanVersionItem>(), Array.Empty<VkmPlanReviewItem>(), Array.Empty<CoveredClosure>(), plan.Version);
}

internal sealed class VersionsOfPlan(VkmPlanId plan) : ReadSpecification<VkmPlanVersionItem>
{
    public override IQueryable<VkmPlanVersionItem> Query(IRows rows) =>
        from version in rows.Of<VkmPlanVersion>()
        join file in rows.Of<StoredFile>() on version.FileId equals file.Id
        where version.VkmPlanId == plan
        orderby version.Number descending
        select new VkmPlanVersionItem(
            version.Number, version.Status, version.Reason, version.FileId, file.ClosureId!.Value, file.Name, file.Size, file.Status,
            version.Sha256, version.AddedBy, null, version.AddedAt, version.DecidedAt);
}

internal sealed class ReviewsOfPlan(VkmPlanId plan) : ReadSpecification<VkmPlanReviewItem>
{
    public override IQueryable<VkmPlanReviewItem> Query(IRows rows) =>
        from review in rows.Of<VkmPlanReview>()
        where review.VkmPlanId == plan
        orderby review.Number descending
        select new VkmPlanReviewItem(
            review.VersionNumber, review.Sha256, review.Decision, review.Remark, Array.Empty<ClosureId>(), review.Closures, review.Reviewer, null, review.At);
}

internal sealed class ClosuresOfPlan(VkmPlanId plan) : ReadSpecification<CoveredClosure>
{
    public override IQueryable<CoveredClosure> Query(IRows rows) =>
        from covered in rows.Of<VkmPlanClosure>()
        join closure in rows.Of<Closure>() on covered.ClosureId equals closure.Id
        where covered.VkmPlanId == plan
        orderby closure.Number
        select new CoveredClosure(
            covered.ClosureId, closure.Number, closure.Title, covered.Status, closure.ContentVersion, covered.ApprovedVersion, covered.ApprovedContentVersion,
            covered.ApprovedContentVersion != null && covered.ApprovedContentVersion != closure.ContentVersion);
}
