using Vemap.Domain.Common;

namespace Vemap.Domain.Closures;

public sealed class Occurrence : ITenantBound
{
    private Occurrence()
    {
    }

    public OccurrenceId Id { get; private set; }

    public ClientEnvironmentId ClientEnvironmentId { get; private set; }
}
