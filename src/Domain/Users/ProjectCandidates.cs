namespace Vemap.Domain.Users;

/// <summary>Who can become a member of a project: current members of the environment except Stakeholders, and those who have not accepted their invitation
/// yet.</summary>
public static class ProjectCandidates
{
    /// <remarks>A pending invitation counts whatever the user's status is, because the environment must not learn that status.</remarks>
    public static IQueryable<Membership> CandidatesAt(this IQueryable<Membership> memberships, IQueryable<User> users, DateTimeOffset now) =>
        memberships.Where(Membership.Current(now))
            .Where(membership => membership.Role != Role.Stakeholder)
            .Where(membership => membership.InviteeFullName != null || users.Any(user => user.Id == membership.UserId && user.Status != UserStatus.Disabled));
}
