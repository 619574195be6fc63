using FluentValidation;
using MediatR;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Closures;
using Vemap.Domain.Projects;
using Vemap.Domain.Users;

namespace Vemap.Application.Features.Closures;

/// <summary>Somebody on site reports when the road will be open, later than planned.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record ReportOverrun(ProjectId Project, ClosureId Closure, OccurrenceId Occurrence, int Version, ReportOverrunBody Body) : ICommand<ReportOverrunResult>;

public sealed record ReportOverrunBody(DateTimeOffset ExpectedEnd);

public sealed record ReportOverrunResult(OccurrenceId Id, OccurrenceStatus Status, int Version);

internal sealed class ReportOverrunValidator : AbstractValidator<ReportOverrun>
{
    public ReportOverrunValidator() => RuleFor(request => request.Body.ExpectedEnd).InLifetime();
}

internal sealed class ReportOverrunHandler(IRepository<Project> projects, IRepository<Closure> closures, TimeProvider clock)
    : IRequestHandler<ReportOverrun, ReportOverrunResult>
{
    public async Task<ReportOverrunResult> Handle(ReportOverrun request, CancellationToken cancellationToken)
    {
        (await projects.GetAsync(ProjectSpec.Alone(request.Project), cancellationToken)).RequireActive();
        var closure = await closures.GetAsync(ClosureSpec.ById(request.Project, request.Closure), request.Version, cancellationToken);
        closure.ReportOverrun(request.Occurrence, request.Body.ExpectedEnd, clock.GetUtcNow());
        return new ReportOverrunResult(request.Occurrence, closure.StatusOf(request.Occurrence, clock.GetUtcNow()), closure.Version);
    }
}
