using Vemap.Domain.Closures;
using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Closures;

/// <summary>Somebody on site reports that the road is open again.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record EndOccurrence(ProjectId ProjectId, ClosureId ClosureId, OccurrenceId OccurrenceId, int Version, EndOccurrenceBody Body)
    : ICommand<EndOccurrenceResult>, IHasBody<EndOccurrenceBody>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => OccurrenceId;
}

public sealed record EndOccurrenceBody(DateTimeOffset? At = null);

public sealed record EndOccurrenceResult(OccurrenceId Id, OccurrenceStatus Status, int Version) : IVersioned;

internal sealed class EndOccurrenceValidator : AbstractValidator<EndOccurrence>
{
    public EndOccurrenceValidator() => RuleFor(request => request.Body.At).InclusiveBetween(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
}

internal sealed class EndOccurrenceHandler(IRepository<Project> projects, IRepository<Closure> closures, TimeProvider clock)
    : IRequestHandler<EndOccurrence, EndOccurrenceResult>
{
    public async Task<EndOccurrenceResult> Handle(EndOccurrence request, CancellationToken cancellationToken)
    {
        (await projects.GetAsync(ProjectSpec.WithoutParts(request.ProjectId), cancellationToken)).RequireActive();
        var closure = await closures.GetAsync(ClosureSpec.ById(request.ProjectId, request.ClosureId), request.Version, cancellationToken);
        var now = clock.GetUtcNow();
        closure.EndOccurrence(request.OccurrenceId, request.Body.At ?? now, now);
        return new EndOccurrenceResult(request.OccurrenceId, closure.StatusOf(request.OccurrenceId, clock.GetUtcNow()), closure.Version);
    }
}
