using Vemap.Domain.Files;

namespace Vemap.Domain.VkmPlans;

/// <summary>One version of a plan: a file, bound by the hash of its bytes.</summary>
public sealed class VkmPlanVersion : IProjectBound
{
    private VkmPlanVersion()
    {
    }

    internal VkmPlanVersion(VkmPlanId plan, ProjectId project, int number, StoredFile file, UserId addedBy, DateTimeOffset now)
    {
        (VkmPlanId, ProjectId, Number, AddedBy, AddedAt) = (plan, project, number, addedBy, now);
        (FileId, Sha256, UploadedBy) = (file.Id, file.Sha256, file.UploadedBy);
    }

    public ClientEnvironmentId ClientEnvironmentId { get; private set; }

    public VkmPlanId VkmPlanId { get; private set; }

    public ProjectId ProjectId { get; private set; }

    /// <summary>1, 2, 3…</summary>
    public int Number { get; private set; }

    public FileId FileId { get; private set; }

    public string Sha256 { get; private set; } = "";

    public VkmPlanVersionStatus Status { get; private set; }

    /// <summary>The remark of the review, or why the approval was revoked.</summary>
    public string? Reason { get; private set; }

    public UserId AddedBy { get; private set; }

    public UserId UploadedBy { get; private set; }

    public DateTimeOffset AddedAt { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>Takes a step, or returns false when it cannot be taken now.</summary>
    internal bool Take(VkmPlanVersionStep step, string? reason, DateTimeOffset now)
    {
        if (VkmPlanVersionStateMachine.Next(Status, step) is not { } next) return false;
        (Status, Reason, DecidedAt) = (next, reason, now);
        return true;
    }
}
