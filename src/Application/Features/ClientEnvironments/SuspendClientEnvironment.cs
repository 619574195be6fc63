using Vemap.Domain.ClientEnvironments;

namespace Vemap.Application.Features.ClientEnvironments;

/// <summary>Suspends the client environment: its users lose access within five seconds, and queued mail waits.</summary>
[Access(Role.Admin)]
public sealed record SuspendClientEnvironment(int Version) : ICommand<SuspendClientEnvironmentResult>;

public sealed record SuspendClientEnvironmentResult(ClientEnvironmentId Id, int Version) : IVersioned;

internal sealed class SuspendClientEnvironmentHandler(IRepository<ClientEnvironment> environments, CallContext call, TimeProvider clock)
    : IRequestHandler<SuspendClientEnvironment, SuspendClientEnvironmentResult>
{
    public async Task<SuspendClientEnvironmentResult> Handle(SuspendClientEnvironment request, CancellationToken cancellationToken)
    {
        var environment = await environments.GetAsync(ClientEnvironmentSpec.ById(call.Environment), request.Version, cancellationToken);
        environment.Suspend(clock.GetUtcNow());
        return new SuspendClientEnvironmentResult(environment.Id, environment.Version);
    }
}
