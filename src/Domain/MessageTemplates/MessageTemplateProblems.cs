namespace Vemap.Domain.MessageTemplates;

public static class MessageTemplateProblems
{
    public static ProblemException NameTaken() => new(ProblemKind.Conflict, "message-templates.name-taken", "Another template of this environment has this name.");
}
