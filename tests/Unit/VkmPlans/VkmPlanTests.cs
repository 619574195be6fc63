using Vemap.Domain.Files;
using Vemap.Domain.VkmPlans;

namespace Vemap.Unit.VkmPlans;

public sealed class VkmPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly ProjectId Project = New<Domain.Projects.Project>();
    private static readonly UserId Planner = New<Domain.Users.User>();
    private static readonly UserId Authority = New<Domain.Users.User>();
    private static readonly ClosureId First = New<Domain.Closures.Closure>();
    private static readonly ClosureId Second = New<Domain.Closures.Closure>();
    private static readonly Dictionary<ClosureId, int> Contents = new() { [First] = 3, [Second] = 5 };
    private static long made;

    [Fact]
    public void An_approval_names_version_hash_and_closures()
    {
        var file = File('b');
        var plan = Plan(file, First, Second);

        plan.Review(ReviewDecision.Approved, "Good", file, Seen(plan), Contents, Authority, Now);

        Assert.Equal((VkmPlanVersionStatus.Approved, false), (plan.Status, plan.AwaitsReview));
        var review = Assert.Single(plan.Reviews);
        Assert.Equal((1, file.Sha256, Authority), (review.VersionNumber, review.Sha256, review.Reviewer));
        Assert.Equal([new ReviewedContent(First, 3), new ReviewedContent(Second, 5)], review.Closures);
        Assert.All(plan.Closures, closure => Assert.Equal(
            (CoverageStatus.Approved, 1, file.Sha256, Contents[closure.ClosureId]),
            (closure.Status, closure.ApprovedVersion, closure.ApprovedSha256, closure.ApprovedContentVersion)));
    }

    [Fact]
    public void A_new_version_voids_the_approval()
    {
        var plan = Approved(First);

        plan.AddVersion(File('c'), Planner, Now);

        Assert.Equal([VkmPlanVersionStatus.Superseded, VkmPlanVersionStatus.Pending], plan.Versions.Select(version => version.Status));
        Assert.Equal((CoverageStatus.Void, 1), (Status(plan, First), plan.Closures.Single().ApprovedVersion));
        Assert.True(plan.AwaitsReview);
    }

    [Fact]
    public void The_bytes_of_the_current_version_are_refused_unless_it_was_withdrawn_or_revoked()
    {
        var plan = Approved(First);
        Assert.Equal("vkm-plans.same-bytes", Assert.Throws<ProblemException>(() => plan.AddVersion(File(plan.Current.Sha256[0]), Planner, Now)).Code);
        Assert.Equal((1, VkmPlanVersionStatus.Approved), (plan.CurrentVersion, plan.Status));

        plan.Revoke("The drawing was superseded", Now);
        plan.AddVersion(File(plan.Current.Sha256[0]), Planner, Now);
        plan.Withdraw(Now);
        plan.AddVersion(File(plan.Current.Sha256[0]), Planner, Now);

        Assert.Equal(3, plan.CurrentVersion);
    }

    [Fact]
    public void Requesting_changes_to_a_new_version_leaves_the_old_approval_void()
    {
        var plan = Approved(First);
        var next = File('c');
        plan.AddVersion(next, Planner, Now);

        plan.Review(ReviewDecision.ChangesRequested, "Move the sign", next, Seen(plan), Contents, Authority, Now);

        Assert.Equal((VkmPlanVersionStatus.ChangesRequested, CoverageStatus.Void), (plan.Status, Status(plan, First)));
    }

    [Fact]
    public void An_added_closure_needs_a_review_and_no_upload()
    {
        var file = File('b');
        var plan = Plan(file, First);
        plan.Review(ReviewDecision.Approved, null, file, Seen(plan), Contents, Authority, Now);

        plan.Cover([First, Second], Now);
        Assert.Equal((true, CoverageStatus.Approved, CoverageStatus.AwaitingReview), (plan.AwaitsReview, Status(plan, First), Status(plan, Second)));

        plan.Review(ReviewDecision.Approved, null, file, Seen(plan), Contents, Authority, Now);
        Assert.Equal((false, CoverageStatus.Approved), (plan.AwaitsReview, Status(plan, Second)));
        Assert.Equal([new ReviewedContent(Second, 5)], plan.Reviews.Last().Closures);
    }

    [Fact]
    public void Declining_an_added_closure_leaves_the_others_approved()
    {
        var file = File('b');
        var plan = Plan(file, First);
        plan.Review(ReviewDecision.Approved, null, file, Seen(plan), Contents, Authority, Now);
        plan.Cover([First, Second], Now);

        plan.Review(ReviewDecision.ChangesRequested, "Not there", file, Seen(plan), Contents, Authority, Now);

        Assert.Equal(VkmPlanVersionStatus.Approved, plan.Status);
        Assert.Equal((CoverageStatus.Approved, CoverageStatus.ChangesRequested), (Status(plan, First), Status(plan, Second)));
    }

    [Fact]
    public void Nobody_reviews_their_own_upload_nor_what_they_added()
    {
        var file = File('b', uploadedBy: Authority);
        Assert.Equal("vkm-plans.own-upload", Refusal(() => Plan(file, First).Review(ReviewDecision.Approved, null, file, Seen(First), Contents, Authority, Now)));
        Assert.Equal("vkm-plans.own-upload", Refusal(() => Plan(file, First).Review(ReviewDecision.Approved, null, file, Seen(First), Contents, Planner, Now)));
    }

    [Fact]
    public void Only_an_available_file_is_reviewed()
    {
        var file = File('b');
        var plan = Plan(file, First);
        file.Block("Virus", Now);
        Assert.Equal("vkm-plans.file-not-available", Refusal(() => plan.Review(ReviewDecision.Approved, null, file, Seen(plan), Contents, Authority, Now)));
    }

    [Fact]
    public void A_revoked_approval_is_void_and_has_its_reason()
    {
        var plan = Approved(First);

        plan.Revoke("The bridge is closed", Now);

        Assert.Equal((VkmPlanVersionStatus.Revoked, CoverageStatus.Void), (plan.Status, Status(plan, First)));
        Assert.Equal("The bridge is closed", plan.Versions.Single().Reason);
        Assert.Equal("vkm-plans.not-approved", Refusal(() => plan.Revoke("Again", Now)));
    }

    [Fact]
    public void Only_a_pending_version_is_withdrawn()
    {
        var plan = Plan(File('b'), First);
        plan.Withdraw(Now);
        Assert.Equal((VkmPlanVersionStatus.Withdrawn, false), (plan.Status, plan.AwaitsReview));
        Assert.Equal("vkm-plans.not-pending", Refusal(() => plan.Withdraw(Now)));
        Assert.Equal("vkm-plans.nothing-to-review", Refusal(() => plan.Review(ReviewDecision.Approved, null, File('b'), Seen(plan), Contents, Authority, Now)));
    }

    [Fact]
    public void A_file_is_a_version_once_and_must_be_an_available_plan_of_the_project()
    {
        var file = File('b');
        var plan = Plan(file, First);
        Assert.Equal("vkm-plans.file-used", Refusal(() => plan.AddVersion(file, Planner, Now)));
        Assert.Equal("vkm-plans.not-a-plan-file", Refusal(() => plan.AddVersion(File('c', kind: FileKind.SupportFile), Planner, Now)));
        Assert.Equal("vkm-plans.not-a-plan-file", Refusal(() => plan.AddVersion(File('c', project: New<Domain.Projects.Project>()), Planner, Now)));
        Assert.Equal("vkm-plans.file-not-available", Refusal(() => plan.AddVersion(File('c', complete: false), Planner, Now)));
    }

    [Fact]
    public void What_has_changed_since_the_reviewer_saw_it_is_not_decided()
    {
        var file = File('b');
        var plan = Plan(file, First, Second);

        var changed = new Dictionary<ClosureId, int>(Contents) { [Second] = 6 };
        Assert.Equal("vkm-plans.content-changed", Refusal(() => plan.Review(ReviewDecision.Approved, null, file, Seen(First, Second), changed, Authority, Now)));

        Assert.Equal((VkmPlanVersionStatus.Pending, true), (plan.Status, plan.AwaitsReview));
        Assert.Empty(plan.Reviews);
        Assert.All(plan.Closures, closure => Assert.Equal(CoverageStatus.AwaitingReview, closure.Status));
    }

    [Fact]
    public void A_review_names_exactly_the_closures_that_await_it()
    {
        var file = File('b');
        var plan = Plan(file, First);
        Assert.Equal("vkm-plans.other-closures", Refusal(() => plan.Review(ReviewDecision.Approved, null, file, Seen(), Contents, Authority, Now)));
        Assert.Equal("vkm-plans.other-closures", Refusal(() => plan.Review(ReviewDecision.Approved, null, file, Seen(First, Second), Contents, Authority, Now)));

        plan.Review(ReviewDecision.Approved, null, file, Seen(First), Contents, Authority, Now);
        plan.Cover([First, Second], Now);
        Assert.Equal("vkm-plans.other-closures", Refusal(() => plan.Review(ReviewDecision.Approved, null, file, Seen(First, Second), Contents, Authority, Now)));
    }

    /// <summary>What a reviewer names who has seen all that awaits review as it is.</summary>
    internal static Dictionary<ClosureId, int> Seen(VkmPlan plan, IReadOnlyDictionary<ClosureId, int> contents) =>
        plan.Closures.Where(closure => plan.Status == VkmPlanVersionStatus.Pending || closure.Status == CoverageStatus.AwaitingReview)
            .ToDictionary(closure => closure.ClosureId, closure => contents[closure.ClosureId]);

    private static Dictionary<ClosureId, int> Seen(VkmPlan plan) => Seen(plan, Contents);

    private static Dictionary<ClosureId, int> Seen(params ClosureId[] closures) => closures.ToDictionary(closure => closure, closure => Contents[closure]);

    internal static VkmPlan Plan(StoredFile file, params ClosureId[] closures) => new(New<VkmPlan>(), Project, "VKM-plan A9", file, closures, Planner, Now);

    internal static StoredFile File(char hash, FileKind kind = FileKind.VkmPlan, ProjectId? project = null, UserId? uploadedBy = null, bool complete = true)
    {
        var declared = new FileDeclaration("plan.pdf", 3, FileTypes.Pdf, new string(hash, 64));
        var file = new StoredFile(New<StoredFile>(), project ?? Project, First, kind, declared, uploadedBy ?? Planner, Now);
        if (complete) file.Complete(new Inspection(3, declared.Sha256, null), Now);
        return file;
    }

    internal static Id<T> New<T>() => new(new Guid((int)Interlocked.Increment(ref made), 7, 7, [1, 2, 3, 4, 5, 6, 7, 8]));

    private static VkmPlan Approved(params ClosureId[] closures)
    {
        var file = File('b');
        var plan = Plan(file, closures);
        plan.Review(ReviewDecision.Approved, null, file, Seen(plan), Contents, Authority, Now);
        return plan;
    }

    private static CoverageStatus Status(VkmPlan plan, ClosureId closure) => plan.Closures.Single(covered => covered.ClosureId == closure).Status;

    private static string Refusal(Action action) => Assert.Throws<ProblemException>(action).Code;
}
