namespace Vemap.Domain.ClientEnvironments;

public static class ClientEnvironmentProblems
{
    public static ProblemException SlugTaken() =>
        new(ProblemKind.Conflict, "client-environments.slug-taken", "Another client environment has this short name. Choose a different one.");

    public static ProblemException NoSuchLogo() =>
        CommonProblems.Invalid([new FieldError("/logoFileId", "not-a-logo",
            "This is not an available logo of this environment. Upload and complete it first.")]);

    public static ProblemException AlreadySuspended() =>
        new(ProblemKind.Conflict, "client-environments.already-suspended", "The client environment is already suspended.");

    public static ProblemException AlreadyActive() =>
        new(ProblemKind.Conflict, "client-environments.already-active", "The client environment is already active.");
}
