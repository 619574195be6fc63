using Vemap.Domain.Closures;
using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Closures;

/// <summary>Somebody on site reports that a confirmed closure has begun.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record StartOccurrence(ProjectId ProjectId, ClosureId ClosureId, OccurrenceId OccurrenceId, int Version, StartOccurrenceBody Body)
    : ICommand<StartOccurrenceResult>, IHasBody<StartOccurrenceBody>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => OccurrenceId;
}

public sealed record StartOccurrenceBody(DateTimeOffset? At = null);

/// <param name="PlanApprovalIsVoid">The occurrence started, although no plan is approved for the closure any more.</param>
public sealed record StartOccurrenceResult(OccurrenceId Id, OccurrenceStatus Status, bool PlanApprovalIsVoid, int Version) : IVersioned;

internal sealed class StartOccurrenceValidator : AbstractValidator<StartOccurrence>
{
    public StartOccurrenceValidator() => RuleFor(request => request.Body.At).InclusiveBetween(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
}

internal sealed class StartOccurrenceHandler(IRepository<Project> projects, IRepository<Closure> closures, ILocks locks, TimeProvider clock)
    : IRequestHandler<StartOccurrence, StartOccurrenceResult>
{
    public async Task<StartOccurrenceResult> Handle(StartOccurrence request, CancellationToken cancellationToken)
    {
        // Archiving the project takes the same lock: neither can slip past the other.
        await locks.TakeAsync(LockName.ProjectLife(request.ProjectId), cancellationToken);
        (await projects.GetAsync(ProjectSpec.WithoutParts(request.ProjectId), cancellationToken)).RequireActive();
        var closure = await closures.GetAsync(ClosureSpec.ById(request.ProjectId, request.ClosureId), request.Version, cancellationToken);
        var now = clock.GetUtcNow();
        closure.StartOccurrence(request.OccurrenceId, request.Body.At ?? now, now);
        return new StartOccurrenceResult(request.OccurrenceId, closure.StatusOf(request.OccurrenceId, now), closure.PlanApprovalIsVoid, closure.Version);
    }
}
