namespace Vemap.Domain.Projects;

public static class ProjectProblems
{
    public static ProblemException CodeTaken() => new(ProblemKind.Conflict, "projects.code-taken", "Another project of this environment has this code.");

    public static ProblemException Archived() => new(ProblemKind.Conflict, "projects.archived", "The project is archived; reactivate it first.");

    public static ProblemException AlreadyActive() => new(ProblemKind.Conflict, "projects.already-active", "The project is active.");

    public static ProblemException AlreadyMember() => new(ProblemKind.Conflict, "projects.already-member", "This user is a member of the project already.");

    public static ProblemException NotInEnvironment() =>
        new(ProblemKind.Conflict, "projects.not-in-environment",
            "Only users with a membership of this environment, other than stakeholders, can become members of its projects.");

    public static ProblemException UnknownContractor() =>
        new(ProblemKind.Conflict, "projects.unknown-contractor", "A contractor named here is not one of this environment.");

    public static ProblemException OccurrenceStarted() =>
        new(ProblemKind.Conflict, "projects.occurrence-started", "An occurrence of this project is under way; report its end before archiving.");
}
