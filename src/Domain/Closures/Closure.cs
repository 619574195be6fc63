using Vemap.Domain.Common;

namespace Vemap.Domain.Closures;

public sealed class Closure : TenantAggregate
{
    private Closure()
    {
    }

    public ClosureId Id { get; private set; }
}
