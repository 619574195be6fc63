using Vemap.Domain.Files;

namespace Vemap.Application.Common.Ports;

/// <summary>Looks up the approved plans of a closure for callers who may see the closure and not its plans.</summary>
public interface IPlanApprovals
{
    /// <summary>The plans whose current version is approved for this closure, whoever may see the closure; common.not-found for a closure that the caller may
    /// not see.</summary>
    Task<IReadOnlyList<ApprovedPlan>> ApprovedPlansAsync(ProjectId project, ClosureId closure, CancellationToken cancellationToken);
}

/// <summary>An approved plan, and the file that it is.</summary>
/// <param name="FileStatus">Nobody can download it unless it is available.</param>
/// <param name="ContentVersion">The content of the closure that it was approved for; null for approvals from before it was recorded.</param>
/// <param name="UploadedAt">The closure at which the file was uploaded, a part of its key in the store.</param>
public sealed record ApprovedPlan(VkmPlanId Plan, string Title, int PlanVersion, int? ContentVersion, string Sha256, FileId File, string FileName,
    string ContentType, long Size, ClosureId UploadedAt, FileStatus FileStatus);
