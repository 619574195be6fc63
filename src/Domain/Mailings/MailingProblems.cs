using Vemap.Domain.MessageTemplates;

namespace Vemap.Domain.Mailings;

public static class MailingProblems
{
    public static ProblemException NotADraft() => new(ProblemKind.Conflict, "mailings.not-a-draft", "The mailing has been sent or cancelled; draft a new one.");

    public static ProblemException NoRecipients() => new(ProblemKind.Conflict, "mailings.no-recipients", "Nobody would receive this mailing; choose stakeholders or groups.");

    public static ProblemException HasExpired() => new(ProblemKind.Conflict, "mailings.has-expired", "The moment at which this mailing expires has passed; change it first.");

    public static ProblemException ExpiresBefore() => new(ProblemKind.Conflict, "mailings.expires-before-sending", "The mailing would expire before its first mail goes; send it earlier, or change when it expires.");

    public static ProblemException ClosureEnded(IEnumerable<string> numbers) =>
        new(ProblemKind.Conflict, "mailings.closure-ended", $"Cancelled or refused: {string.Join(", ", numbers)}. Only a withdrawal or a free message can be sent about it.");

    public static ProblemException KindUntrue(MailingKind kind, IEnumerable<string> numbers) =>
        new(ProblemKind.Conflict, "mailings.kind-untrue", $"{Demand(kind)} This is not so of: {string.Join(", ", numbers)}.");

    public static ProblemException NotSettled() => new(ProblemKind.Conflict, "mailings.not-settled", "The mailing is still under way; wait until it is completed, or cancel it.");

    public static ProblemException NotAwaitingRelease() => new(ProblemKind.Conflict, "mailings.not-awaiting-release", "The mailing does not wait for release.");

    public static ProblemException NotScheduled() => new(ProblemKind.Conflict, "mailings.not-scheduled", "The mailing is not scheduled.");

    public static ProblemException NotSending() => new(ProblemKind.Conflict, "mailings.not-sending", "The mailing is not being sent.");

    public static ProblemException NotPaused() => new(ProblemKind.Conflict, "mailings.not-paused", "The mailing is not paused.");

    public static ProblemException HeldByGuard() => new(ProblemKind.Forbidden, "mailings.held-by-guard", "Too many mails came back; only the road authority may let this mailing go on.");

    public static ProblemException AlreadyEnded() => new(ProblemKind.Conflict, "mailings.already-ended", "The mailing is completed or cancelled already.");

    public static ProblemException UnknownClosure() => new(ProblemKind.Conflict, "mailings.unknown-closure", "A closure named here is not one of this project.");

    public static ProblemException UnknownStakeholder() => new(ProblemKind.Conflict, "mailings.unknown-stakeholder", "A stakeholder or group named here is not one of this project or of the environment.");

    public static ProblemException UnknownTemplate() => new(ProblemKind.Conflict, "mailings.unknown-template", "There is no such template in this environment.");

    public static ProblemException OtherKind() => new(ProblemKind.Conflict, "mailings.other-kind", "The template is written for another kind of mailing; choose one of this kind, or change the kind.");

    public static ProblemException NoText() => new(ProblemKind.Conflict, "mailings.no-text", "Name a template, or write a subject and a text of your own.");

    public static ProblemException MissingValues(IEnumerable<string> names) =>
        new(ProblemKind.Conflict, "mailings.missing-values", $"The text asks for values that are not there: {string.Join(", ", names)}. Fill them in, or take the placeholders out.");

    public static ProblemException TooManyRecipients(int most) => new(ProblemKind.Conflict, "mailings.too-many-recipients", $"One mailing goes to at most {most} recipients; split it.");

    public static ProblemException NothingFailed() => new(ProblemKind.Conflict, "mailings.nothing-failed", "Nobody is left to send this to again: all were reached, are still under way, have left the register, or stand in a resend already.");

    public static ProblemException NothingSent() => new(ProblemKind.Conflict, "mailings.nothing-sent", "Nothing has been sent to this recipient.");

    private static string Demand(MailingKind kind) => kind switch
    {
        MailingKind.Withdrawal => "A withdrawal is sent of closures that were cancelled or refused.",
        MailingKind.Overrun => "An overrun is sent of confirmed closures that are going on now.",
        MailingKind.Change => "A change is sent of confirmed closures; of others send an announcement.",
        _ => "Only confirmed closures are definitive; of others send an announcement.",
    };
}
