using FluentValidation;
using MediatR;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Closures;
using Vemap.Domain.Projects;
using Vemap.Domain.Users;

namespace Vemap.Application.Features.Closures;

/// <summary>Somebody on site reports that the road is open again.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record EndOccurrence(ProjectId Project, ClosureId Closure, OccurrenceId Occurrence, int Version, EndOccurrenceBody Body) : ICommand<EndOccurrenceResult>;

public sealed record EndOccurrenceBody(DateTimeOffset? At = null);

public sealed record EndOccurrenceResult(OccurrenceId Id, OccurrenceStatus Status, int Version);

internal sealed class EndOccurrenceValidator : AbstractValidator<EndOccurrence>
{
    public EndOccurrenceValidator() => RuleFor(request => request.Body.At).InclusiveBetween(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
}

internal sealed class EndOccurrenceHandler(IRepository<Project> projects, IRepository<Closure> closures, TimeProvider clock)
    : IRequestHandler<EndOccurrence, EndOccurrenceResult>
{
    public async Task<EndOccurrenceResult> Handle(EndOccurrence request, CancellationToken cancellationToken)
    {
        (await projects.GetAsync(ProjectSpec.Alone(request.Project), cancellationToken)).RequireActive();
        var closure = await closures.GetAsync(ClosureSpec.ById(request.Project, request.Closure), request.Version, cancellationToken);
        var now = clock.GetUtcNow();
        closure.EndOccurrence(request.Occurrence, request.Body.At ?? now, now);
        return new EndOccurrenceResult(request.Occurrence, closure.StatusOf(request.Occurrence, clock.GetUtcNow()), closure.Version);
    }
}
