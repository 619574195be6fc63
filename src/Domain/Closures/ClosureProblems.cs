namespace Vemap.Domain.Closures;

public static class ClosureProblems
{
    public static ProblemException StepNotPossible(ClosureStatus status, PlanningStep step) =>
        Conflict("closures.step-not-possible", $"A closure that is {Words(status)} cannot be {ClosurePlanningStateMachine.Word(step)}.");

    public static ProblemException Confirmed() =>
        Conflict("closures.confirmed", "A confirmed closure no longer changes, except its public text, its contacts and the end of an open-ended phase.");

    public static ProblemException UnderReview() => Conflict("closures.under-review", "The closure is under review; withdraw it first.");

    public static ProblemException Final(ClosureStatus status) => Conflict("closures.final", $"The closure is {Words(status)}: it can no longer be changed.");

    public static ProblemException NoContactOnSite() =>
        Conflict("closures.no-contact-on-site", "Name somebody on site, with a phone number that is answered day and night, before you submit.");

    public static ProblemException NoApprovedPlan() =>
        Conflict("closures.no-approved-plan",
            "No current version of a VKM plan is approved for this closure. Approve one, or let the planner give the reason why none is needed.");

    public static ProblemException ApprovedPlanBlocked() =>
        Conflict("closures.no-approved-plan",
            "The file of the approved VKM plan is blocked, so nobody can read it. Lift the block, or have another version approved.");

    public static ProblemException ContentChanged() =>
        Conflict("closures.content-changed",
            "The content has changed since the VKM plan was approved for it. Read the difference and confirm with the current content version, or" +
            " have the plan reviewed again.");

    public static ProblemException UnknownContractor() => Conflict("closures.unknown-contractor", "The contractor is not one of the project's.");

    public static ProblemException UnknownPhase() =>
        Conflict("closures.unknown-phase", "A phase named by its id is not one of this closure; leave the id out to add a phase.");

    public static ProblemException UnknownDetour() =>
        Conflict("closures.unknown-detour", "A detour named by its id is not one of this closure; leave the id out to add a detour.");

    public static ProblemException NoOccurrence() => Conflict("closures.no-occurrence", "The phases contain no day or night on which the road is closed.");

    public static ProblemException TooManyOccurrences() =>
        Conflict("closures.too-many-occurrences", $"A closure has at most {Closure.MaxOccurrences} nights or days; divide it.");

    public static ProblemException OccurrenceStarted() =>
        Conflict("closures.occurrence-started", "An occurrence of the closure is under way; report its end first.");

    public static ProblemException NotConfirmed() =>
        Conflict("closures.not-confirmed",
            "Only occurrences of a confirmed closure can be reported, and of a cancelled closure those that were over when it was cancelled.");

    public static ProblemException OccurrenceStepNotPossible(OccurrenceStatus status, string step) =>
        Conflict("closures.occurrence-step-not-possible", $"An occurrence that is {Words(status)} cannot be {step}.");

    public static ProblemException InTheFuture() =>
        Conflict("closures.in-the-future", "The reported moment lies in the future; report it once it has happened.");

    public static ProblemException TooEarly(DateTimeOffset planned) =>
        Conflict("closures.too-early",
            $"This occurrence is planned to start at {planned:yyyy-MM-ddTHH:mm:ssZ}; it can start at most " +
            $"{OccurrenceStateMachine.EarliestStart.TotalHours:0} hours earlier.");

    public static ProblemException TooLate(DateTimeOffset planned) =>
        Conflict("closures.too-late", $"This occurrence was planned to end at {planned:yyyy-MM-ddTHH:mm:ssZ}; it cannot start after that.");

    public static ProblemException EndsBeforeStart() => Conflict("closures.ends-before-start", "The end lies before the start that was reported.");

    public static ProblemException TooLateToRevert() =>
        Conflict("closures.too-late-to-revert",
            "A report can be taken back within a day. A report that an occurrence is not carried out can also be taken back until its planned " +
            "end.");

    public static ProblemException ExpectedEndTooEarly(DateTimeOffset planned) =>
        Conflict("closures.expected-end-too-early", $"An overrun is expected to end in the future, and after the planned end, {planned:yyyy-MM-ddTHH:mm:ssZ}.");

    public static ProblemException NoPlannedEnd() =>
        Conflict("closures.no-planned-end", "This occurrence has no planned end, so it cannot overrun. Give its phase an end, or report its end.");

    public static ProblemException PhaseHasEnd() => Conflict("closures.phase-has-end", "Only a phase without an end can be given one this way.");

    public static ProblemException PhaseEndsBeforeStart(DateTimeOffset start) =>
        Conflict("closures.phase-ends-before-start",
            $"The phase starts at {start:yyyy-MM-ddTHH:mm:ssZ} and ends after that; with a window the end lies on the day of its first night or " +
            $"later.");

    private static ProblemException Conflict(string code, string detail) => new(ProblemKind.Conflict, code, detail);

    private static string Words<T>(T status)
        where T : struct, Enum =>
        System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(status.ToString()).Replace('-', ' ');
}
