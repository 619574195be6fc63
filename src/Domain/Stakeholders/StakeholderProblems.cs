namespace Vemap.Domain.Stakeholders;

public static class StakeholderProblems
{
    public static ProblemException EmailTaken() =>
        new(ProblemKind.Conflict, "stakeholders.email-taken", "This register already has a stakeholder with this e-mail address.");

    public static ProblemException RegisterOfEnvironment() =>
        new(ProblemKind.Forbidden, "stakeholders.register-of-environment",
            "Only the road authority changes the register of the environment. Name a project to use the register of that project.");

    public static ProblemException UnknownUser() =>
        new(ProblemKind.Conflict, "stakeholders.unknown-user", "The linked user has no current membership of this environment. Invite the user first.");

    public static ProblemException InGroups() =>
        new(ProblemKind.Conflict, "stakeholders.in-groups", "The stakeholder is a member of a group. Remove them from the group first.");
}

public static class StakeholderGroupProblems
{
    public static ProblemException NameTaken() =>
        new(ProblemKind.Conflict, "stakeholder-groups.name-taken", "This register already has a group with this name.");

    public static ProblemException RegisterOfEnvironment() =>
        new(ProblemKind.Forbidden, "stakeholder-groups.register-of-environment",
            "Only the road authority changes the groups of the environment. Name a project to use the groups of that project.");

    public static ProblemException UnknownMember() =>
        new(ProblemKind.Conflict, "stakeholder-groups.unknown-member",
            "A member is not in this register. A group of the environment may only have stakeholders of the environment; a group of a project also its own.");
}
