namespace Vemap.Domain.Users;

public static class UserProblems
{
    public static ProblemException Disabled() => new(ProblemKind.Conflict, "users.disabled", "The user is disabled; an Admin has to enable the user first.");

    public static ProblemException NotDisabled() => new(ProblemKind.Conflict, "users.not-disabled", "The user is not disabled.");

    public static ProblemException NotInvited() =>
        new(ProblemKind.Conflict, "users.not-invited", "The user has accepted the invitation already; there is none to send again.");

    public static ProblemException Oneself() => new(ProblemKind.Conflict, "users.oneself", "You cannot disable your own account; ask another Admin.");

    public static ProblemException AlreadyMember() =>
        new(ProblemKind.Conflict, "users.already-member", "This user has a membership here already; change that instead.");

    public static ProblemException AlreadyAccepted() => new(ProblemKind.Conflict, "users.already-accepted", "This invitation has been accepted already.");

    public static ProblemException AdminIsNoMembership() =>
        new(ProblemKind.Conflict, "users.admin-is-no-membership", "Admin is not a role within an environment; choose Organisation, Manager or Stakeholder.");

    public static ProblemException MembershipEnded() =>
        new(ProblemKind.Conflict, "users.membership-ended", "The membership has ended; invite the user again.");

    public static ProblemException EndsInThePast() =>
        new(ProblemKind.Conflict, "users.ends-in-the-past", "A membership ends later than now; remove it to end it now.");

    public static ProblemException LastOrganisation() =>
        new(ProblemKind.Conflict, "users.last-organisation", "This is the environment's last Organisation user; give another user that role first.");

    public static ProblemException UnknownContractor() =>
        new(ProblemKind.Conflict, "users.unknown-contractor", "The contractor is not one of this environment.");

    public static ProblemException AdminExists() =>
        new(ProblemKind.Conflict, "users.admin-exists", "There is an active Admin already, who can invite others.");

    public static ProblemException AlreadyAdmin() => new(ProblemKind.Conflict, "users.already-admin", "This user is an Admin already.");

    public static ProblemException NotAdmin() => new(ProblemKind.Conflict, "users.not-admin", "This user is not an Admin.");

    public static ProblemException LastAdmin() =>
        new(ProblemKind.Conflict, "users.last-admin", "This is the platform's last active Admin; invite another Admin first, who must have chosen a password.");

    public static ProblemException AddressTaken() =>
        new(ProblemKind.Conflict, "users.address-taken", "Another user has this e-mail address.");
}
