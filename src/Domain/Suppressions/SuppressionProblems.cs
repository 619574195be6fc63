namespace Vemap.Domain.Suppressions;

public static class SuppressionProblems
{
    public static ProblemException AlreadyLifted() => new(ProblemKind.Conflict, "suppressions.already-lifted", "The suppression has been lifted already.");
}
