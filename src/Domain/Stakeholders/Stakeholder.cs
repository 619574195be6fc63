using Vemap.Domain.Common;

namespace Vemap.Domain.Stakeholders;

public sealed class Stakeholder : TenantAggregate
{
    private Stakeholder()
    {
    }

    public StakeholderId Id { get; private set; }
}
