using Vemap.Domain.Files;

namespace Vemap.Domain.VkmPlans;

public enum VkmPlanVersionStatus
{
    Pending,
    Approved,
    ChangesRequested,
    Withdrawn,
    Superseded,
    Revoked,
}

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

    internal void Become(VkmPlanVersionStatus status, string? reason, DateTimeOffset now) => (Status, Reason, DecidedAt) = (status, reason, now);
}
