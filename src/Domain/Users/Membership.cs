using Vemap.Domain.Common;

namespace Vemap.Domain.Users;

public sealed class Membership : TenantAggregate
{
    private Membership()
    {
    }

    public MembershipId Id { get; private set; }
}
