namespace Vemap.Domain.VkmPlans;

public enum CoverageStatus
{
    AwaitingReview,
    Approved,
    ChangesRequested,

    /// <summary>It was approved, and a new version or a revocation ended that.</summary>
    Void,
}

/// <summary>A closure that a plan covers, and whether the current version is approved for it.</summary>
public sealed class VkmPlanClosure : IClosureBound
{
    private VkmPlanClosure()
    {
    }

    internal VkmPlanClosure(VkmPlanId plan, ProjectId project, ClosureId closure) => (VkmPlanId, ProjectId, ClosureId) = (plan, project, closure);

    public ClientEnvironmentId ClientEnvironmentId { get; private set; }

    public VkmPlanId VkmPlanId { get; private set; }

    public ProjectId ProjectId { get; private set; }

    public ClosureId ClosureId { get; private set; }

    public CoverageStatus Status { get; private set; }

    /// <summary>The version that was approved last for this closure; kept when the approval becomes void.</summary>
    public int? ApprovedVersion { get; private set; }

    public string? ApprovedSha256 { get; private set; }

    /// <summary>The content version of the closure for which this version was approved; null for approvals from before it was recorded.</summary>
    public int? ApprovedContentVersion { get; private set; }

    internal void Judge(ReviewDecision decision, VkmPlanVersion version, int contentVersion)
    {
        if (decision == ReviewDecision.Approved)
            (Status, ApprovedVersion, ApprovedSha256, ApprovedContentVersion) = (CoverageStatus.Approved, version.Number, version.Sha256, contentVersion);
        else if (Status != CoverageStatus.Void)
            Status = CoverageStatus.ChangesRequested;
    }

    internal void AwaitReview() => Status = ApprovedVersion is null ? CoverageStatus.AwaitingReview : CoverageStatus.Void;
}
