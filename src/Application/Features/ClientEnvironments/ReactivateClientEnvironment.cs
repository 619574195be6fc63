using Vemap.Domain.ClientEnvironments;

namespace Vemap.Application.Features.ClientEnvironments;

/// <summary>Reactivates a suspended client environment.</summary>
[Access(Role.Admin)]
public sealed record ReactivateClientEnvironment(int Version) : ICommand<ReactivateClientEnvironmentResult>;

public sealed record ReactivateClientEnvironmentResult(ClientEnvironmentId Id, int Version) : IVersioned;

internal sealed class ReactivateClientEnvironmentHandler(IRepository<ClientEnvironment> environments, CallContext call, TimeProvider clock)
    : IRequestHandler<ReactivateClientEnvironment, ReactivateClientEnvironmentResult>
{
    public async Task<ReactivateClientEnvironmentResult> Handle(ReactivateClientEnvironment request, CancellationToken cancellationToken)
    {
        var environment = await environments.GetAsync(ClientEnvironmentSpec.ById(call.Environment), request.Version, cancellationToken);
        environment.Reactivate(clock.GetUtcNow());
        return new ReactivateClientEnvironmentResult(environment.Id, environment.Version);
    }
}
