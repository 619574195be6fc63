using Vemap.Domain.Files;

namespace Vemap.Domain.VkmPlans;

/// <summary>A traffic-management plan: versions of a file, the closures it covers, and the reviews by the road authority.</summary>
public sealed class VkmPlan : TenantAggregate, IProjectBound
{
    private readonly List<VkmPlanVersion> versions = [];
    private readonly List<VkmPlanClosure> closures = [];
    private readonly List<VkmPlanReview> reviews = [];

    private VkmPlan()
    {
    }

    public VkmPlan(VkmPlanId id, ProjectId projectId, string title, StoredFile file, IReadOnlyCollection<ClosureId> covered, UserId addedBy, DateTimeOffset now)
    {
        (Id, ProjectId, Title) = (id, projectId, title);
        closures.AddRange(covered.Distinct().Select(closure => new VkmPlanClosure(Id, ProjectId, closure)));
        AddVersion(file, addedBy, now);
    }

    public VkmPlanId Id { get; private set; }

    public ProjectId ProjectId { get; private set; }

    public string Title { get; private set; } = "";

    /// <summary>The number of the newest version, which alone can be reviewed and approved.</summary>
    public int CurrentVersion { get; private set; }

    /// <summary>The state of the newest version.</summary>
    public VkmPlanVersionStatus Status { get; private set; }

    /// <summary>The road authority has something to decide: a new version, or closures added to an approved one.</summary>
    public bool AwaitsReview { get; private set; }

    public IReadOnlyCollection<VkmPlanVersion> Versions => versions;

    public IReadOnlyCollection<VkmPlanClosure> Closures => closures;

    public IReadOnlyCollection<VkmPlanReview> Reviews => reviews;

    public VkmPlanVersion Current => versions.Single(version => version.Number == CurrentVersion);

    /// <summary>Adds a version, which supersedes the current one and voids its approval. The current bytes may come back only after they were
    /// withdrawn or their approval was revoked.</summary>
    public void AddVersion(StoredFile file, UserId addedBy, DateTimeOffset now)
    {
        RequireUsable(file);
        if (versions.Exists(version => version.FileId == file.Id)) throw VkmPlanProblems.FileUsed();
        var mayRepeat = Status is VkmPlanVersionStatus.Withdrawn or VkmPlanVersionStatus.Revoked;
        if (CurrentVersion > 0 && Current.Sha256 == file.Sha256 && !mayRepeat) throw VkmPlanProblems.SameBytes();
        if (CurrentVersion > 0) Current.Take(VkmPlanVersionStep.Supersede, null, now);
        closures.ForEach(closure => closure.AwaitReview());
        versions.Add(new VkmPlanVersion(Id, ProjectId, ++CurrentVersion, file, addedBy, now));
        Settle(now);
    }

    /// <summary>Replaces the list of closures that the plan covers. New ones need a review, not another file.</summary>
    public void Cover(IReadOnlyCollection<ClosureId> covered, DateTimeOffset now)
    {
        closures.RemoveAll(closure => !covered.Contains(closure.ClosureId));
        closures.AddRange(covered.Except(closures.Select(closure => closure.ClosureId)).Select(closure => new VkmPlanClosure(Id, ProjectId, closure)));
        Settle(now);
    }

    /// <summary>Decides on the current version or, when that is approved already, on the closures added since.</summary>
    /// <param name="reviewed">The closures that the reviewer decides on, each with the content version that they read; the decision names them.</param>
    /// <param name="contents">The content version of each covered closure now.</param>
    public void Review(
        ReviewDecision decision,
        string? remark,
        StoredFile file,
        IReadOnlyDictionary<ClosureId, int> reviewed,
        IReadOnlyDictionary<ClosureId, int> contents,
        UserId reviewer,
        DateTimeOffset now)
    {
        if (!AwaitsReview) throw VkmPlanProblems.NothingToReview();
        if (Current.AddedBy == reviewer || Current.UploadedBy == reviewer) throw VkmPlanProblems.OwnUpload();
        if (file.Id != Current.FileId || file.Sha256 != Current.Sha256 || file.Status != FileStatus.Available) throw VkmPlanProblems.FileNotAvailable();
        var judged = closures.Where(closure => Status == VkmPlanVersionStatus.Pending || closure.Status == CoverageStatus.AwaitingReview).ToList();
        if (!judged.Select(closure => closure.ClosureId).ToHashSet().SetEquals(reviewed.Keys)) throw VkmPlanProblems.OtherClosures();
        if (judged.Exists(closure => reviewed[closure.ClosureId] != contents[closure.ClosureId])) throw VkmPlanProblems.ContentChanged();
        judged.ForEach(closure => closure.Judge(decision, Current, reviewed[closure.ClosureId]));
        var named = judged.Select(closure => new ReviewedContent(closure.ClosureId, reviewed[closure.ClosureId])).ToList();
        reviews.Add(new VkmPlanReview(this, reviews.Count + 1, Current, decision, remark, named, reviewer, now));
        // Closures that were added to an approved version are decided upon without another state of the version.
        Current.Take(decision == ReviewDecision.Approved ? VkmPlanVersionStep.Approve : VkmPlanVersionStep.RequestChanges, remark, now);
        Settle(now);
    }

    /// <summary>Its makers take the version back before it is reviewed.</summary>
    public void Withdraw(DateTimeOffset now)
    {
        if (!Current.Take(VkmPlanVersionStep.Withdraw, null, now)) throw VkmPlanProblems.NotPending();
        Settle(now);
    }

    /// <summary>The road authority takes its approval back; the closures lose it at once.</summary>
    public void Revoke(string reason, DateTimeOffset now)
    {
        if (!Current.Take(VkmPlanVersionStep.Revoke, reason, now)) throw VkmPlanProblems.NotApproved();
        closures.ForEach(closure => closure.AwaitReview());
        Settle(now);
    }

    private void RequireUsable(StoredFile file)
    {
        if (file.ProjectId != ProjectId || file.Kind != FileKind.VkmPlan) throw VkmPlanProblems.NotAPlanFile();
        if (file.Status != FileStatus.Available) throw VkmPlanProblems.FileNotAvailable();
    }

    private void Settle(DateTimeOffset now)
    {
        Status = Current.Status;
        AwaitsReview = Status == VkmPlanVersionStatus.Pending
            || (Status == VkmPlanVersionStatus.Approved && closures.Exists(closure => closure.Status == CoverageStatus.AwaitingReview));
        Touch(now);
    }
}
