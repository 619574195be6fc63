namespace Vemap.Domain.Contractors;

public static class ContractorProblems
{
    public static ProblemException NameTaken() => new(ProblemKind.Conflict, "contractors.name-taken", "Another contractor of this environment has this name.");
}
