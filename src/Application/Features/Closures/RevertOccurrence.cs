using Vemap.Domain.Closures;
using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Closures;

/// <summary>Takes back what was reported last of a night, its start, its end or that it is not carried out: within a day, the last one also until the
/// night is over.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record RevertOccurrence(ProjectId ProjectId, ClosureId ClosureId, OccurrenceId OccurrenceId, int Version)
    : ICommand<RevertOccurrenceResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => OccurrenceId;
}

public sealed record RevertOccurrenceResult(OccurrenceId Id, OccurrenceStatus Status, int Version) : IVersioned;

internal sealed class RevertOccurrenceHandler(IRepository<Project> projects, IRepository<Closure> closures, ILocks locks, TimeProvider clock)
    : IRequestHandler<RevertOccurrence, RevertOccurrenceResult>
{
    public async Task<RevertOccurrenceResult> Handle(RevertOccurrence request, CancellationToken cancellationToken)
    {
        // An end that is taken back is a start: archiving the project takes the same lock.
        await locks.TakeAsync(LockName.ProjectLife(request.ProjectId), cancellationToken);
        (await projects.GetAsync(ProjectSpec.Alone(request.ProjectId), cancellationToken)).RequireActive();
        var closure = await closures.GetAsync(ClosureSpec.ById(request.ProjectId, request.ClosureId), request.Version, cancellationToken);
        closure.RevertOccurrence(request.OccurrenceId, clock.GetUtcNow());
        return new RevertOccurrenceResult(request.OccurrenceId, closure.StatusOf(request.OccurrenceId, clock.GetUtcNow()), closure.Version);
    }
}
