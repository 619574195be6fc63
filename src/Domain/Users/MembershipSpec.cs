using Ardalis.Specification;

namespace Vemap.Domain.Users;

/// <summary>Which memberships a command loads.</summary>
public sealed class MembershipSpec : Specification<Membership>
{
    private MembershipSpec()
    {
    }

    public static MembershipSpec ById(MembershipId id)
    {
        var specification = new MembershipSpec();
        specification.Query.Where(membership => membership.Id == id);
        return specification;
    }

    public static MembershipSpec OfUser(UserId user)
    {
        var specification = new MembershipSpec();
        specification.Query.Where(membership => membership.UserId == user);
        return specification;
    }

    /// <summary>The membership with this id, if it is the user's own.</summary>
    public static MembershipSpec OwnById(UserId user, MembershipId id)
    {
        var specification = OfUser(user);
        specification.Query.Where(membership => membership.Id == id);
        return specification;
    }
}
