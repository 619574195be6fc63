using FsCheck;
using FsCheck.Fluent;
using Vemap.Domain.Files;
using Vemap.Domain.VkmPlans;

namespace Vemap.Unit.VkmPlans;

/// <summary>Whatever people do in whatever order, a plan stays within its listed transitions, and an approval never outlives what it named.</summary>
public sealed class VkmPlanLifeTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly UserId Authority = VkmPlanTests.New<Domain.Users.User>();
    private static readonly UserId Planner = VkmPlanTests.New<Domain.Users.User>();
    private static readonly ClosureId[] Closures = [.. Enumerable.Range(0, 4).Select(_ => VkmPlanTests.New<Domain.Closures.Closure>())];

    private static readonly Dictionary<ClosureId, int> Contents = Closures.Select((closure, index) => (closure, index)).ToDictionary(pair => pair.closure, pair => pair.index + 1);

    private static readonly HashSet<(VkmPlanVersionStatus, VkmPlanVersionStatus)> Listed =
    [
        (VkmPlanVersionStatus.Pending, VkmPlanVersionStatus.Approved),
        (VkmPlanVersionStatus.Pending, VkmPlanVersionStatus.ChangesRequested),
        (VkmPlanVersionStatus.Pending, VkmPlanVersionStatus.Withdrawn),
        (VkmPlanVersionStatus.Pending, VkmPlanVersionStatus.Superseded),
        (VkmPlanVersionStatus.Approved, VkmPlanVersionStatus.Superseded),
        (VkmPlanVersionStatus.Approved, VkmPlanVersionStatus.Revoked),
    ];

    public enum Step
    {
        AddVersion,
        Approve,
        RequestChanges,
        Withdraw,
        Revoke,
        CoverMore,
        CoverLess,
    }

    [Fact]
    public void No_order_of_steps_breaks_the_rules() =>
        Prop.ForAll(ArbMap.Default.ArbFor<Step[]>(), steps =>
        {
            var files = new Dictionary<FileId, StoredFile>();
            var plan = VkmPlanTests.Plan(File(files), Closures[0]);
            foreach (var step in steps)
            {
                var before = plan.Versions.ToDictionary(version => version.Number, version => version.Status);
                Try(() => Take(plan, step, files));
                Check(plan, before, files);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_state_has_a_way_on()
    {
        foreach (var end in (Step[][])[[], [Step.Approve], [Step.RequestChanges], [Step.Withdraw], [Step.Approve, Step.Revoke]])
        {
            var files = new Dictionary<FileId, StoredFile>();
            var plan = VkmPlanTests.Plan(File(files), Closures[0]);
            foreach (var step in end) Take(plan, step, files);
            Take(plan, Step.AddVersion, files);
            Take(plan, Step.Approve, files);
            Assert.Equal(VkmPlanVersionStatus.Approved, plan.Status);
        }
    }

    private static void Take(VkmPlan plan, Step step, Dictionary<FileId, StoredFile> files)
    {
        var covered = plan.Closures.Select(closure => closure.ClosureId).ToList();
        switch (step)
        {
            case Step.AddVersion: plan.AddVersion(File(files), Planner, Now); break;
            case Step.Approve: plan.Review(ReviewDecision.Approved, null, files[plan.Current.FileId], VkmPlanTests.Seen(plan, Contents), Contents, Authority, Now); break;
            case Step.RequestChanges: plan.Review(ReviewDecision.ChangesRequested, "No", files[plan.Current.FileId], VkmPlanTests.Seen(plan, Contents), Contents, Authority, Now); break;
            case Step.Withdraw: plan.Withdraw(Now); break;
            case Step.Revoke: plan.Revoke("Reason", Now); break;
            case Step.CoverMore: plan.Cover([.. covered, .. Closures.Except(covered).Take(1)], Now); break;
            default: plan.Cover([.. covered.Count > 1 ? covered.Skip(1) : covered], Now); break;
        }
    }

    private static void Check(VkmPlan plan, Dictionary<int, VkmPlanVersionStatus> before, Dictionary<FileId, StoredFile> files)
    {
        foreach (var version in plan.Versions)
        {
            if (before.TryGetValue(version.Number, out var was)) Assert.True(was == version.Status || Listed.Contains((was, version.Status)), $"{was} became {version.Status}");
            else Assert.Equal(VkmPlanVersionStatus.Pending, version.Status);
            Assert.Equal(files[version.FileId].Sha256, version.Sha256);
            if (version.Number != plan.CurrentVersion) Assert.NotEqual(VkmPlanVersionStatus.Approved, version.Status);
        }

        Assert.Equal(Enumerable.Range(1, plan.CurrentVersion), plan.Versions.Select(version => version.Number));
        foreach (var closure in plan.Closures.Where(closure => closure.Status == CoverageStatus.Approved))
        {
            Assert.Equal(VkmPlanVersionStatus.Approved, plan.Status);
            Assert.Equal((plan.CurrentVersion, plan.Current.Sha256), (closure.ApprovedVersion, closure.ApprovedSha256));
            Assert.Contains(plan.Reviews, review => review.VersionNumber == plan.CurrentVersion && review.Decision == ReviewDecision.Approved && review.Closures.Contains(new ReviewedContent(closure.ClosureId, closure.ApprovedContentVersion)));
        }

        if (plan.Status == VkmPlanVersionStatus.Pending) Assert.True(plan.AwaitsReview);
    }

    private static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (ProblemException)
        {
            // A step that is not allowed now changes nothing, which Check sees.
        }
    }

    private static StoredFile File(Dictionary<FileId, StoredFile> files)
    {
        var file = VkmPlanTests.File("0123456789abcdef"[files.Count % 16]);
        return files[file.Id] = file;
    }
}
