namespace Vemap.Domain.VkmPlans;

public enum ReviewDecision
{
    Approved,
    ChangesRequested,
}

/// <summary>A closure that a review was about, and the content version that was reviewed; reviews from before content versions were recorded have
/// none.</summary>
public sealed record ReviewedContent(ClosureId ClosureId, int? ContentVersion);

/// <summary>What the road authority decided, naming version, hash, closures and their content versions; never changed afterwards.</summary>
public sealed class VkmPlanReview : IProjectBound
{
    private VkmPlanReview()
    {
    }

    internal VkmPlanReview(
        VkmPlan plan,
        int number,
        VkmPlanVersion version,
        ReviewDecision decision,
        string? remark,
        IReadOnlyList<ReviewedContent> closures,
        UserId reviewer,
        DateTimeOffset now)
    {
        (VkmPlanId, ProjectId, Number) = (plan.Id, plan.ProjectId, number);
        (VersionNumber, Sha256, Closures) = (version.Number, version.Sha256, closures);
        (Decision, Remark, Reviewer, At) = (decision, remark, reviewer, now);
    }

    public ClientEnvironmentId ClientEnvironmentId { get; private set; }

    public VkmPlanId VkmPlanId { get; private set; }

    public ProjectId ProjectId { get; private set; }

    /// <summary>1, 2, 3… within the plan.</summary>
    public int Number { get; private set; }

    public int VersionNumber { get; private set; }

    public string Sha256 { get; private set; } = "";

    public ReviewDecision Decision { get; private set; }

    public string? Remark { get; private set; }

    public IReadOnlyList<ReviewedContent> Closures { get; private set; } = [];

    public UserId Reviewer { get; private set; }

    public DateTimeOffset At { get; private set; }
}
