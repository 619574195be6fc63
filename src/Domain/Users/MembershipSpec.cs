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
}
