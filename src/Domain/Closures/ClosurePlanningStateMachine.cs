namespace Vemap.Domain.Closures;

public enum ClosureStatus
{
    Draft,
    Submitted,
    ChangesRequested,
    Refused,
    Confirmed,
    Cancelled,
}

public enum PlanningStep
{
    Submit,
    Withdraw,
    RequestChanges,
    Refuse,
    Confirm,
    Cancel,
}

/// <summary>Why the road authority refuses a closure for good.</summary>
public enum RefusalReason
{
    Incomplete,
    ConflictsWithOtherWorks,
    TooMuchHindrance,
    EmergencyServicesCutOff,
    PublicTransportCutOff,
    NoticeTooShort,
    Other,
}

/// <summary>Which step leads from which state of planning to which: decisions only, no data.</summary>
public static class ClosurePlanningStateMachine
{
    public static bool IsFinal(ClosureStatus status) => status is ClosureStatus.Refused or ClosureStatus.Cancelled;

    /// <summary>The content can be changed before the closure is submitted and after it is returned.</summary>
    public static bool IsEditable(ClosureStatus status) => status is ClosureStatus.Draft or ClosureStatus.ChangesRequested;

    /// <summary>The state after a step, or null when the step cannot be taken.</summary>
    public static ClosureStatus? Next(ClosureStatus status, PlanningStep step) => (status, step) switch
    {
        (ClosureStatus.Draft or ClosureStatus.ChangesRequested, PlanningStep.Submit) => ClosureStatus.Submitted,
        (ClosureStatus.Submitted, PlanningStep.Withdraw) => ClosureStatus.Draft,
        (ClosureStatus.Submitted, PlanningStep.RequestChanges) => ClosureStatus.ChangesRequested,
        (ClosureStatus.Submitted, PlanningStep.Refuse) => ClosureStatus.Refused,
        (ClosureStatus.Submitted, PlanningStep.Confirm) => ClosureStatus.Confirmed,
        (not (ClosureStatus.Refused or ClosureStatus.Cancelled), PlanningStep.Cancel) => ClosureStatus.Cancelled,
        _ => null,
    };

    public static string Word(PlanningStep step) => step switch
    {
        PlanningStep.Submit => "submitted",
        PlanningStep.Withdraw => "withdrawn",
        PlanningStep.RequestChanges => "returned",
        PlanningStep.Refuse => "refused",
        PlanningStep.Confirm => "confirmed",
        _ => "cancelled",
    };
}
