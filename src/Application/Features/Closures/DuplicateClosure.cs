using Vemap.Domain.Closures;
using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Closures;

/// <summary>A planner makes a new draft with the content of another closure, under a number of its own. The reason why no plan is needed is not
/// copied, nor is a contractor who has left the project.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record DuplicateClosure(ProjectId ProjectId, ClosureId ClosureId) : ICommand<DuplicateClosureResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ClosureId;
}

public sealed record DuplicateClosureResult(ClosureId Id, string Number, int Version) : IVersioned;

internal sealed class DuplicateClosureHandler(
    IRepository<Project> projects,
    IRepository<Closure> closures,
    IRepository<ClosureNumberSeries> numbers,
    ILocks locks,
    CallContext call,
    TimeProvider clock) : IRequestHandler<DuplicateClosure, DuplicateClosureResult>
{
    public async Task<DuplicateClosureResult> Handle(DuplicateClosure request, CancellationToken cancellationToken)
    {
        await locks.TakeAsync(LockName.ClosureNumbers, cancellationToken);
        var project = await projects.GetAsync(ProjectSpec.ById(request.ProjectId), cancellationToken);
        project.RequireActive();
        var original = await closures.GetAsync(ClosureSpec.WithContent(request.ProjectId, request.ClosureId), cancellationToken);
        var contractor = project.Contractors.Any(one => one.ContractorId == original.ContractorId) ? original.ContractorId : null;
        var content = original.Content.WithoutIds() with { NoPlanReason = null, ContractorId = contractor };
        var now = clock.GetUtcNow();
        var copy = await closures.AddAsync(
            numbers,
            now,
            number => new Closure(ClosureId.New(), original.ProjectId, number, content, call.User, now),
            cancellationToken);
        return new DuplicateClosureResult(copy.Id, copy.Number, copy.Version);
    }
}
