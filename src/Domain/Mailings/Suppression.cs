using Vemap.Domain.Common;

namespace Vemap.Domain.Mailings;

public sealed class Suppression : TenantAggregate
{
    private Suppression()
    {
    }

    public SuppressionId Id { get; private set; }
}
