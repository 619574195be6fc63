using MediatR;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Closures;
using Vemap.Domain.Projects;
using Vemap.Domain.Users;

namespace Vemap.Application.Features.Closures;

/// <summary>A planner asks the road authority to confirm a closure; somebody on site must be reachable day and night.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record SubmitClosure(ProjectId Project, ClosureId Closure, int Version) : ICommand<SubmitClosureResult>;

public sealed record SubmitClosureResult(ClosureId Id, ClosureStatus Status, int Version);

internal sealed class SubmitClosureHandler(IRepository<Project> projects, IRepository<Closure> closures, CallContext call, TimeProvider clock)
    : IRequestHandler<SubmitClosure, SubmitClosureResult>
{
    public async Task<SubmitClosureResult> Handle(SubmitClosure request, CancellationToken cancellationToken)
    {
        (await projects.GetAsync(ProjectSpec.Alone(request.Project), cancellationToken)).RequireActive();
        var closure = await closures.GetAsync(ClosureSpec.ById(request.Project, request.Closure), request.Version, cancellationToken);
        closure.Submit(call.User, clock.GetUtcNow());
        return new SubmitClosureResult(closure.Id, closure.Status, closure.Version);
    }
}
