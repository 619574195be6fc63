namespace Vemap.Domain.MessageTemplates;

/// <summary>Why a message cannot be made of a template and a recipient's values.</summary>
public static class MessageProblems
{
    public static ProblemException MissingValue(IReadOnlyCollection<string> names) =>
        new(ProblemKind.Conflict, "mailings.missing-value", $"The message asks for what this recipient has no value for: {string.Join(", ", names)}. Add the value or take the placeholder out.");

    public static ProblemException NotOneLine() =>
        new(ProblemKind.Conflict, "mailings.not-one-line", "The subject and the sender's name must be one line without control characters.");

    public static ProblemException TooLong(int most) =>
        new(ProblemKind.Conflict, "mailings.message-too-long", $"With all values in it the message is longer than {most} characters. Name fewer closures, or shorten the text.");
}
