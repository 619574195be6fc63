using MediatR;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Closures;
using Vemap.Domain.Common;
using Vemap.Domain.Files;
using Vemap.Domain.Users;
using Vemap.Domain.VkmPlans;

namespace Vemap.Application.Features.VkmPlans;

/// <summary>One plan with all its versions, reviews and the closures it covers.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record GetVkmPlan(ProjectId Project, VkmPlanId Plan) : ISnapshotQuery<GetVkmPlanResult>;

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
    int Version);

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
    UserId AddedBy,
    string? AddedByName,
    DateTimeOffset AddedAt,
    DateTimeOffset? DecidedAt);

public sealed record VkmPlanReviewItem(
    int ReviewedVersion,
    string Sha256,
    ReviewDecision Decision,
    string? Remark,
    IReadOnlyList<ClosureId> ClosureIds,
    UserId Reviewer,
    string? ReviewerName,
    DateTimeOffset At);

internal sealed class GetVkmPlanHandler(IReadStore store, IUserDirectory users) : IRequestHandler<GetVkmPlan, GetVkmPlanResult>
{
    public async Task<GetVkmPlanResult> Handle(GetVkmPlan request, CancellationToken cancellationToken)
    {
        var plan = await store.GetAsync(new GetVkmPlanSpecification(request), cancellationToken);
        var people = plan.Versions.Select(version => version.AddedBy).Concat(plan.Reviews.Select(review => review.Reviewer)).Distinct().ToList();
        var names = await users.NamesAsync(people, cancellationToken);
        return plan with
        {
            Versions = [.. plan.Versions.Select(version => version with { AddedByName = names.GetValueOrDefault(version.AddedBy) })],
            Reviews = [.. plan.Reviews.Select(review => review with { ReviewerName = names.GetValueOrDefault(review.Reviewer) })],
        };
    }
}

internal sealed class GetVkmPlanSpecification(GetVkmPlan request) : ReadSpecification<GetVkmPlanResult>
{
    public override IQueryable<GetVkmPlanResult> Query(IRows rows) =>
        from plan in rows.Of<VkmPlan>()
        where plan.Id == request.Plan && plan.ProjectId == request.Project
        select new GetVkmPlanResult(
            plan.Id,
            plan.ProjectId,
            plan.Title,
            plan.CurrentVersion,
            plan.Status,
            plan.AwaitsReview,
            (from version in rows.Of<VkmPlanVersion>()
             join file in rows.Of<StoredFile>() on version.FileId equals file.Id
             where version.VkmPlanId == plan.Id
             orderby version.Number descending
             select new VkmPlanVersionItem(
                 version.Number, version.Status, version.Reason, version.FileId, file.ClosureId, file.Name, file.Size, file.Status,
                 version.Sha256, version.AddedBy, null, version.AddedAt, version.DecidedAt)).ToList(),
            (from review in rows.Of<VkmPlanReview>()
             where review.VkmPlanId == plan.Id
             orderby review.Number descending
             select new VkmPlanReviewItem(
                 review.VersionNumber, review.Sha256, review.Decision, review.Remark, review.Closures, review.Reviewer, null, review.At)).ToList(),
            (from covered in rows.Of<VkmPlanClosure>()
             join closure in rows.Of<Closure>() on covered.ClosureId equals closure.Id
             where covered.VkmPlanId == plan.Id
             orderby closure.Number
             select new CoveredClosure(covered.ClosureId, closure.Number, closure.Title, covered.Status, covered.ApprovedVersion)).ToList(),
            plan.Version);
}
