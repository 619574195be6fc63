using Vemap.Domain.Closures;
using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Closures;

/// <summary>A planner or the road authority gives an open-ended phase its end, also of a confirmed closure; later nights are dropped and a content
/// version is made.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record EndPhase(ProjectId ProjectId, ClosureId ClosureId, PhaseId PhaseId, int Version, EndPhaseBody Body)
    : ICommand<EndPhaseResult>, IHasBody<EndPhaseBody>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => PhaseId;
}

/// <param name="EndsAt">The end of the phase; with a window only its day counts: the day on which the last night starts.</param>
public sealed record EndPhaseBody(DateTimeOffset EndsAt);

public sealed record EndPhaseResult(PhaseId Id, DateTimeOffset EndsAt, int ContentVersion, int Version) : IVersioned;

internal sealed class EndPhaseValidator : AbstractValidator<EndPhase>
{
    public EndPhaseValidator()
    {
        RuleFor(request => request.Body.EndsAt).InLifetime();
        RuleFor(request => request.Body.EndsAt).WholeSeconds();
    }
}

internal sealed class EndPhaseHandler(IRepository<Project> projects, IRepository<Closure> closures, CallContext call, TimeProvider clock)
    : IRequestHandler<EndPhase, EndPhaseResult>
{
    public async Task<EndPhaseResult> Handle(EndPhase request, CancellationToken cancellationToken)
    {
        (await projects.GetAsync(ProjectSpec.WithoutParts(request.ProjectId), cancellationToken)).RequireActive();
        var closure = await closures.GetAsync(ClosureSpec.WithContent(request.ProjectId, request.ClosureId), request.Version, cancellationToken);
        closure.EndPhase(request.PhaseId, request.Body.EndsAt, call.User, clock.GetUtcNow());
        return new EndPhaseResult(request.PhaseId, request.Body.EndsAt, closure.ContentVersion, closure.Version);
    }
}
