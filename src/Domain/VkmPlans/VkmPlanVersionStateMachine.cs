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

public enum VkmPlanVersionStep
{
    Approve,
    RequestChanges,
    Withdraw,
    Revoke,

    /// <summary>A newer version takes its place.</summary>
    Supersede,
}

/// <summary>Which step leads from which state of a plan's version to which: decisions only, no data.</summary>
public static class VkmPlanVersionStateMachine
{
    /// <summary>The state after a step, or null when the step cannot be taken.</summary>
    public static VkmPlanVersionStatus? Next(VkmPlanVersionStatus status, VkmPlanVersionStep step) => (status, step) switch
    {
        (VkmPlanVersionStatus.Pending, VkmPlanVersionStep.Approve) => VkmPlanVersionStatus.Approved,
        (VkmPlanVersionStatus.Pending, VkmPlanVersionStep.RequestChanges) => VkmPlanVersionStatus.ChangesRequested,
        (VkmPlanVersionStatus.Pending, VkmPlanVersionStep.Withdraw) => VkmPlanVersionStatus.Withdrawn,
        (VkmPlanVersionStatus.Approved, VkmPlanVersionStep.Revoke) => VkmPlanVersionStatus.Revoked,
        (VkmPlanVersionStatus.Pending or VkmPlanVersionStatus.Approved, VkmPlanVersionStep.Supersede) => VkmPlanVersionStatus.Superseded,
        _ => null,
    };
}
