using System.Linq.Expressions;

namespace Vemap.Domain.Closures;

/// <summary>When a closure has lost the approval of its plan: it is confirmed, needs a plan, and none is approved for it any more.</summary>
public static class PlanApproval
{
    /// <summary>The same rule as a filter, which the database can run.</summary>
    public static readonly Expression<Func<Closure, bool>> IsVoidFilter =
        closure => closure.Status == ClosureStatus.Confirmed && closure.NoPlanReason == null && !closure.PlanIsApproved;

    public static bool IsVoid(ClosureStatus status, bool needsPlan, bool isApproved) => status == ClosureStatus.Confirmed && needsPlan && !isApproved;
}
