using Vemap.Domain.Closures;
using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Closures;

/// <summary>Takes back the last report about an occurrence within a day: its start, its end, or that it is not carried out, which can also be taken
/// back until its planned end.</summary>
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
        // Taking back an end puts the occurrence under way again: archiving the project takes the same lock.
        await locks.TakeAsync(LockName.ProjectLife(request.ProjectId), cancellationToken);
        (await projects.GetAsync(ProjectSpec.WithoutParts(request.ProjectId), cancellationToken)).RequireActive();
        var closure = await closures.GetAsync(ClosureSpec.ById(request.ProjectId, request.ClosureId), request.Version, cancellationToken);
        closure.RevertOccurrence(request.OccurrenceId, clock.GetUtcNow());
        return new RevertOccurrenceResult(request.OccurrenceId, closure.StatusOf(request.OccurrenceId, clock.GetUtcNow()), closure.Version);
    }
}
