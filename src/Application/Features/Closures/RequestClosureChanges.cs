using Vemap.Domain.Closures;
using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Closures;

/// <summary>The road authority returns a submitted closure with a note of what has to change.</summary>
[Access(Role.Organisation)]
public sealed record RequestClosureChanges(ProjectId ProjectId, ClosureId ClosureId, int Version, RequestClosureChangesBody Body)
    : ICommand<RequestClosureChangesResult>, IHasBody<RequestClosureChangesBody>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ClosureId;
}

public sealed record RequestClosureChangesBody([property: Multiline] string Note);

public sealed record RequestClosureChangesResult(ClosureId Id, ClosureStatus Status, int Version) : IVersioned;

internal sealed class RequestClosureChangesValidator : AbstractValidator<RequestClosureChanges>
{
    public RequestClosureChangesValidator() => RuleFor(request => request.Body.Note).NotEmpty().MaximumLength(2000);
}

internal sealed class RequestClosureChangesHandler(IRepository<Project> projects, IRepository<Closure> closures, CallContext call, TimeProvider clock)
    : IRequestHandler<RequestClosureChanges, RequestClosureChangesResult>
{
    public async Task<RequestClosureChangesResult> Handle(RequestClosureChanges request, CancellationToken cancellationToken)
    {
        (await projects.GetAsync(ProjectSpec.WithoutParts(request.ProjectId), cancellationToken)).RequireActive();
        var closure = await closures.GetAsync(ClosureSpec.ById(request.ProjectId, request.ClosureId), request.Version, cancellationToken);
        closure.RequestChanges(request.Body.Note, call.User, clock.GetUtcNow());
        return new RequestClosureChangesResult(closure.Id, closure.Status, closure.Version);
    }
}
