using Vemap.Domain.Common;

namespace Vemap.Domain.Contractors;

public sealed class Contractor : TenantAggregate
{
    private Contractor()
    {
    }

    public ContractorId Id { get; private set; }
}
