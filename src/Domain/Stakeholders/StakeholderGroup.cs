using Vemap.Domain.Common;

namespace Vemap.Domain.Stakeholders;

public sealed class StakeholderGroup : TenantAggregate
{
    private StakeholderGroup()
    {
    }

    public StakeholderGroupId Id { get; private set; }
}
