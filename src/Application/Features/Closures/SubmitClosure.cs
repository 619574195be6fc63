using Vemap.Domain.Closures;
using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Closures;

/// <summary>A planner asks the road authority to confirm a closure; somebody on site must be reachable day and night.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record SubmitClosure(ProjectId ProjectId, ClosureId ClosureId, int Version) : ICommand<SubmitClosureResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ClosureId;
}

public sealed record SubmitClosureResult(ClosureId Id, ClosureStatus Status, int Version) : IVersioned;

internal sealed class SubmitClosureHandler(IRepository<Project> projects, IRepository<Closure> closures, CallContext call, TimeProvider clock)
    : IRequestHandler<SubmitClosure, SubmitClosureResult>
{
    public async Task<SubmitClosureResult> Handle(SubmitClosure request, CancellationToken cancellationToken)
    {
        (await projects.GetAsync(ProjectSpec.WithoutParts(request.ProjectId), cancellationToken)).RequireActive();
        var closure = await closures.GetAsync(ClosureSpec.ById(request.ProjectId, request.ClosureId), request.Version, cancellationToken);
        closure.Submit(call.User, clock.GetUtcNow());
        return new SubmitClosureResult(closure.Id, closure.Status, closure.Version);
    }
}
