using Vemap.Domain.Common;

namespace Vemap.Domain.ClientEnvironments;

public sealed class ClientEnvironment : AggregateRoot, IPlatformWide
{
    private ClientEnvironment()
    {
    }

    public ClientEnvironmentId Id { get; private set; }
}
