using Vemap.Domain.Common;

namespace Vemap.Domain.Closures;

public sealed class Detour : ITenantBound
{
    private Detour()
    {
    }

    public DetourId Id { get; private set; }

    public ClientEnvironmentId ClientEnvironmentId { get; private set; }
}
