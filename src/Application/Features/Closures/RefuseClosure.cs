using Vemap.Domain.Closures;
using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Closures;

/// <summary>The road authority refuses a submitted closure for good, with a reason.</summary>
[Access(Role.Organisation)]
public sealed record RefuseClosure(ProjectId ProjectId, ClosureId ClosureId, int Version, RefuseClosureBody Body)
    : ICommand<RefuseClosureResult>, IHasBody<RefuseClosureBody>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ClosureId;
}

public sealed record RefuseClosureBody(RefusalReason Reason, [property: Multiline] string? Note = null);

public sealed record RefuseClosureResult(ClosureId Id, ClosureStatus Status, int Version) : IVersioned;

internal sealed class RefuseClosureValidator : AbstractValidator<RefuseClosure>
{
    public RefuseClosureValidator()
    {
        RuleFor(request => request.Body.Reason).IsInEnum();
        RuleFor(request => request.Body.Note).NotWhiteSpace().MaximumLength(2000);
    }
}

internal sealed class RefuseClosureHandler(IRepository<Project> projects, IRepository<Closure> closures, CallContext call, TimeProvider clock)
    : IRequestHandler<RefuseClosure, RefuseClosureResult>
{
    public async Task<RefuseClosureResult> Handle(RefuseClosure request, CancellationToken cancellationToken)
    {
        (await projects.GetAsync(ProjectSpec.WithoutParts(request.ProjectId), cancellationToken)).RequireActive();
        var closure = await closures.GetAsync(ClosureSpec.ById(request.ProjectId, request.ClosureId), request.Version, cancellationToken);
        closure.Refuse(request.Body.Reason, request.Body.Note, call.User, clock.GetUtcNow());
        return new RefuseClosureResult(closure.Id, closure.Status, closure.Version);
    }
}
