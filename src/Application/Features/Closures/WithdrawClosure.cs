using Vemap.Domain.Closures;
using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Closures;

/// <summary>A planner takes a submitted closure back to draft.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record WithdrawClosure(ProjectId ProjectId, ClosureId ClosureId, int Version) : ICommand<WithdrawClosureResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ClosureId;
}

public sealed record WithdrawClosureResult(ClosureId Id, ClosureStatus Status, int Version) : IVersioned;

internal sealed class WithdrawClosureHandler(IRepository<Project> projects, IRepository<Closure> closures, CallContext call, TimeProvider clock)
    : IRequestHandler<WithdrawClosure, WithdrawClosureResult>
{
    public async Task<WithdrawClosureResult> Handle(WithdrawClosure request, CancellationToken cancellationToken)
    {
        (await projects.GetAsync(ProjectSpec.WithoutParts(request.ProjectId), cancellationToken)).RequireActive();
        var closure = await closures.GetAsync(ClosureSpec.ById(request.ProjectId, request.ClosureId), request.Version, cancellationToken);
        closure.Withdraw(call.User, clock.GetUtcNow());
        return new WithdrawClosureResult(closure.Id, closure.Status, closure.Version);
    }
}
