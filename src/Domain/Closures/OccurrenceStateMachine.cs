namespace Vemap.Domain.Closures;

/// <summary>The state of one occurrence. Overrunning and not-reported are never stored: they follow from the clock.</summary>
public enum OccurrenceStatus
{
    Planned,
    Started,
    Overrunning,
    Ended,
    NotCarriedOut,
    Cancelled,
    NotReported,
}

public enum OccurrenceStep
{
    Start,
    End,
    RevertStart,
    RevertEnd,
    RevertNotCarryOut,
    NotCarryOut,
    Cancel,
}

/// <summary>Which step leads from which live state to which: decisions only, no data.</summary>
public static class OccurrenceStateMachine
{
    public static readonly TimeSpan RevertWithin = TimeSpan.FromDays(1);

    /// <summary>A start that is reported earlier than this before the planned one is about another occurrence.</summary>
    public static readonly TimeSpan EarliestStart = TimeSpan.FromHours(12);

    public static bool IsFinal(OccurrenceStatus status) => status == OccurrenceStatus.Cancelled;

    /// <summary>The state after a step, or null when the step cannot be taken. Derived states take the steps of the stored one.</summary>
    public static OccurrenceStatus? Next(OccurrenceStatus status, OccurrenceStep step) => (Stored(status), step) switch
    {
        (OccurrenceStatus.Planned, OccurrenceStep.Start) => OccurrenceStatus.Started,
        (OccurrenceStatus.Planned, OccurrenceStep.NotCarryOut) => OccurrenceStatus.NotCarriedOut,
        (OccurrenceStatus.Planned, OccurrenceStep.Cancel) => OccurrenceStatus.Cancelled,
        (OccurrenceStatus.Started, OccurrenceStep.End) => OccurrenceStatus.Ended,
        (OccurrenceStatus.Started, OccurrenceStep.RevertStart) => OccurrenceStatus.Planned,
        (OccurrenceStatus.Ended, OccurrenceStep.RevertEnd) => OccurrenceStatus.Started,
        (OccurrenceStatus.NotCarriedOut, OccurrenceStep.RevertNotCarryOut) => OccurrenceStatus.Planned,
        _ => null,
    };

    /// <summary>The state now: a started occurrence past its end overruns; one that is over and that nobody started, of a closure that was confirmed,
    /// is not reported.</summary>
    public static OccurrenceStatus At(
        OccurrenceStatus stored, DateTimeOffset endsAt, DateTimeOffset? expectedEnd, ClosureStatus closure, DateTimeOffset now) => stored switch
        {
            OccurrenceStatus.Started when now > endsAt || expectedEnd > endsAt => OccurrenceStatus.Overrunning,
            OccurrenceStatus.Planned when now > endsAt && closure is ClosureStatus.Confirmed or ClosureStatus.Cancelled => OccurrenceStatus.NotReported,
            _ => stored,
        };

    /// <summary>The live state of a closure, from those of its occurrences; the most urgent one wins.</summary>
    public static ClosureLiveStatus Of(IReadOnlyCollection<OccurrenceStatus> occurrences)
    {
        bool Any(OccurrenceStatus status) => occurrences.Contains(status);
        if (Any(OccurrenceStatus.Overrunning)) return ClosureLiveStatus.Overrunning;
        if (Any(OccurrenceStatus.Started)) return ClosureLiveStatus.Started;
        if (Any(OccurrenceStatus.Planned))
            return occurrences.All(status => status == OccurrenceStatus.Planned) ? ClosureLiveStatus.Planned : ClosureLiveStatus.Between;
        if (Any(OccurrenceStatus.NotReported)) return ClosureLiveStatus.NotReported;
        if (Any(OccurrenceStatus.Ended)) return ClosureLiveStatus.Ended;
        return Any(OccurrenceStatus.Cancelled) ? ClosureLiveStatus.Cancelled : ClosureLiveStatus.NotCarriedOut;
    }

    /// <summary>The state of the works now, from the summary that the closure keeps: the most urgent reported state, and the first and last planned
    /// end of the occurrences that are open.</summary>
    public static ClosureLiveStatus LiveAt(ClosureLiveStatus reported, DateTimeOffset? firstEnd, DateTimeOffset? lastEnd, DateTimeOffset now) => reported switch
    {
        ClosureLiveStatus.Started when now > firstEnd => ClosureLiveStatus.Overrunning,
        ClosureLiveStatus.Planned or ClosureLiveStatus.Between when now > lastEnd => ClosureLiveStatus.NotReported,
        ClosureLiveStatus.Planned when now > firstEnd => ClosureLiveStatus.Between,
        _ => reported,
    };

    /// <summary>The state that is stored where this one shows.</summary>
    public static OccurrenceStatus Stored(OccurrenceStatus status) => status switch
    {
        OccurrenceStatus.Overrunning => OccurrenceStatus.Started,
        OccurrenceStatus.NotReported => OccurrenceStatus.Planned,
        _ => status,
    };

    public static string Word(OccurrenceStep step) => step switch
    {
        OccurrenceStep.Start => "started",
        OccurrenceStep.End => "ended",
        OccurrenceStep.NotCarryOut => "reported as not carried out",
        OccurrenceStep.Cancel => "cancelled",
        _ => "taken back",
    };
}

/// <summary>The state of the works of a closure.</summary>
public enum ClosureLiveStatus
{
    Planned,
    Started,
    Overrunning,

    /// <summary>Some occurrences are over and others are to come.</summary>
    Between,
    Ended,
    NotCarriedOut,
    NotReported,
    Cancelled,
}
