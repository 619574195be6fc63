using Vemap.Domain.Common;

namespace Vemap.Domain.Closures;

public sealed class Phase : ITenantBound
{
    private Phase()
    {
    }

    public PhaseId Id { get; private set; }

    public ClientEnvironmentId ClientEnvironmentId { get; private set; }
}
