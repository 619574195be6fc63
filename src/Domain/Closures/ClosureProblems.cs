namespace Vemap.Domain.Closures;

public static class ClosureProblems
{
    public static ProblemException StepNotPossible(ClosureStatus status, PlanningStep step) =>
        Conflict("closures.step-not-possible", $"A closure that is {Words(status)} cannot be {ClosurePlanning.Word(step)}.");

    public static ProblemException Confirmed() =>
        Conflict("closures.confirmed", "A confirmed closure holds; only its public text and its contacts may change.");

    public static ProblemException UnderReview() => Conflict("closures.under-review", "The closure is under review; withdraw it first.");

    public static ProblemException Final(ClosureStatus status) =>
        Conflict("closures.final", $"The closure is {Words(status)}: nothing of it changes any more.");

    public static ProblemException NoContactOnSite() =>
        Conflict("closures.no-contact-on-site", "Name somebody on site, with a phone number that is answered day and night, before you submit.");

    public static ProblemException NoApprovedPlan() =>
        Conflict("closures.no-approved-plan",
            "No current version of a VKM plan is approved for this closure. Approve one, or let the planner say why no plan is needed.");

    public static ProblemException ApprovedPlanKeptBack() =>
        Conflict("closures.no-approved-plan", "The approved VKM plan's file is blocked: nobody can read it. Lift the block, or have another version approved.");

    public static ProblemException ContentChanged() =>
        Conflict("closures.content-changed",
            "The content has changed since the VKM plan was approved for it. Look at what is different, and confirm with the content version that" +
            " you have seen, or have the plan reviewed anew.");

    public static ProblemException UnknownContractor() => Conflict("closures.unknown-contractor", "The contractor is not one of the project's.");

    public static ProblemException UnknownPhase() =>
        Conflict("closures.unknown-phase", "A phase named by its id is not one of this closure; leave the id out to add a phase.");

    public static ProblemException UnknownDetour() =>
        Conflict("closures.unknown-detour", "A detour named by its id is not one of this closure; leave the id out to add a detour.");

    public static ProblemException NoOccurrence() => Conflict("closures.no-occurrence", "The phases leave no day or night on which the closure goes on.");

    public static ProblemException TooManyOccurrences() =>
        Conflict("closures.too-many-occurrences", $"A closure has at most {Closure.MaxOccurrences} nights or days; divide it.");

    public static ProblemException OccurrenceStarted() => Conflict("closures.occurrence-started", "The closure is going on; report its end first.");

    public static ProblemException NotConfirmed() =>
        Conflict("closures.not-confirmed", "Only a confirmed closure is carried out; of a cancelled one only nights that were over by then can be reported.");

    public static ProblemException OccurrenceStepNotPossible(OccurrenceStatus status, string step) =>
        Conflict("closures.occurrence-step-not-possible", $"An occurrence that is {Words(status)} cannot be {step}.");

    public static ProblemException InTheFuture() => Conflict("closures.in-the-future", "Only what has happened can be reported.");

    public static ProblemException TooEarly(DateTimeOffset planned) =>
        Conflict("closures.too-early",
            $"This occurrence is planned to start at {planned:yyyy-MM-ddTHH:mm:ssZ}; it can start at most " +
            $"{OccurrenceLife.EarliestStart.TotalHours:0} hours earlier.");

    public static ProblemException TooLate(DateTimeOffset planned) =>
        Conflict("closures.too-late", $"This occurrence was planned to end at {planned:yyyy-MM-ddTHH:mm:ssZ}; it cannot start after that.");

    public static ProblemException EndsBeforeStart() => Conflict("closures.ends-before-start", "The end lies before the start that was reported.");

    public static ProblemException TooLateToRevert() =>
        Conflict("closures.too-late-to-revert", "A report can be taken back within a day; that a night is not carried out also until its planned end.");

    public static ProblemException ExpectedEndTooEarly(DateTimeOffset planned) =>
        Conflict("closures.expected-end-too-early", $"An overrun is expected to end in the future, and after the planned end, {planned:yyyy-MM-ddTHH:mm:ssZ}.");

    private static ProblemException Conflict(string code, string detail) => new(ProblemKind.Conflict, code, detail);

    private static string Words<T>(T status)
        where T : struct, Enum =>
        System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(status.ToString()).Replace('-', ' ');
}
