using Vemap.Domain.Closures;
using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Closures;

/// <summary>A planner or the road authority cancels a closure for good; what was still planned will not be carried out.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record CancelClosure(ProjectId ProjectId, ClosureId ClosureId, int Version, CancelClosureBody Body)
    : ICommand<CancelClosureResult>, IHasBody<CancelClosureBody>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ClosureId;
}

public sealed record CancelClosureBody([property: Multiline] string Reason);

public sealed record CancelClosureResult(ClosureId Id, ClosureStatus Status, int Version) : IVersioned;

internal sealed class CancelClosureValidator : AbstractValidator<CancelClosure>
{
    public CancelClosureValidator() => RuleFor(request => request.Body.Reason).NotEmpty().MaximumLength(2000);
}

internal sealed class CancelClosureHandler(IRepository<Project> projects, IRepository<Closure> closures, CallContext call, TimeProvider clock)
    : IRequestHandler<CancelClosure, CancelClosureResult>
{
    public async Task<CancelClosureResult> Handle(CancelClosure request, CancellationToken cancellationToken)
    {
        (await projects.GetAsync(ProjectSpec.WithoutParts(request.ProjectId), cancellationToken)).RequireActive();
        var closure = await closures.GetAsync(ClosureSpec.ById(request.ProjectId, request.ClosureId), request.Version, cancellationToken);
        closure.Cancel(request.Body.Reason, call.User, clock.GetUtcNow());
        return new CancelClosureResult(closure.Id, closure.Status, closure.Version);
    }
}
