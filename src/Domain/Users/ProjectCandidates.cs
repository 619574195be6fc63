using System.Linq.Expressions;

namespace Vemap.Domain.Users;

/// <summary>Who can become a member of a project: current members of the environment but Stakeholders, also those who are invited and have not come yet.</summary>
public static class ProjectCandidates
{
    public static IQueryable<Membership> CandidatesAt(this IQueryable<Membership> memberships, DateTimeOffset now) =>
        memberships.Where(Membership.Current(now)).Where(membership => membership.Role != Role.Stakeholder);

    public static Expression<Func<User, bool>> Users { get; } = user => user.Status != UserStatus.Disabled;
}
