using Vemap.Domain.Closures;

namespace Vemap.Unit.Closures;

public class PlanApprovalTests
{
    [Fact]
    public void The_rule_and_the_filter_agree_for_every_state()
    {
        var filter = PlanApproval.IsVoidFilter.Compile();
        var combinations =
            from status in Enum.GetValues<ClosureStatus>()
            from reason in new[] { null, "Verge mowing" }
            from approved in new[] { true, false }
            select (status, reason, approved);
        Assert.All(combinations, one =>
        {
            var closure = A.Closure(A.Content(noPlanReason: one.reason));
            typeof(Closure).GetProperty(nameof(Closure.Status))!.SetValue(closure, one.status);
            typeof(Closure).GetProperty(nameof(Closure.PlanIsApproved))!.SetValue(closure, one.approved);
            var expected = one is (ClosureStatus.Confirmed, null, false);
            Assert.Equal(expected, PlanApproval.IsVoid(one.status, one.reason is null, one.approved));
            Assert.Equal((expected, expected), (filter(closure), closure.PlanApprovalIsVoid));
        });
    }
}
