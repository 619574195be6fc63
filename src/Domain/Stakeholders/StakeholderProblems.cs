namespace Vemap.Domain.Stakeholders;

public static class StakeholderProblems
{
    public static ProblemException EmailTaken() =>
        new(ProblemKind.Conflict, "stakeholders.email-taken", "This register has a stakeholder with this e-mail address already.");

    public static ProblemException RegisterOfEnvironment() =>
        new(ProblemKind.Forbidden, "stakeholders.register-of-environment", "Only the road authority changes the environment's register; name a project to add to that project's own.");

    public static ProblemException UnknownUser() =>
        new(ProblemKind.Conflict, "stakeholders.unknown-user", "The linked user has no current membership of this environment; invite them first.");

    public static ProblemException InGroups() =>
        new(ProblemKind.Conflict, "stakeholders.in-groups", "The stakeholder is a member of a group; take them out of it first.");
}

public static class StakeholderGroupProblems
{
    public static ProblemException NameTaken() =>
        new(ProblemKind.Conflict, "stakeholder-groups.name-taken", "There is a group with this name here already.");

    public static ProblemException RegisterOfEnvironment() =>
        new(ProblemKind.Forbidden, "stakeholder-groups.register-of-environment", "Only the road authority changes the environment's groups; name a project to make a group of that project.");

    public static ProblemException UnknownMember() =>
        new(ProblemKind.Conflict, "stakeholder-groups.unknown-member", "A member named here is no stakeholder of this register: a group of the environment holds only the environment's stakeholders, a project's group also those of that project.");
}
