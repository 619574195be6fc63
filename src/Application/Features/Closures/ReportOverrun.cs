using Vemap.Domain.Closures;
using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Closures;

/// <summary>Somebody on site reports when the road will be open, later than planned.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record ReportOverrun(ProjectId ProjectId, ClosureId ClosureId, OccurrenceId OccurrenceId, int Version, ReportOverrunBody Body)
    : ICommand<ReportOverrunResult>, IHasBody<ReportOverrunBody>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => OccurrenceId;
}

public sealed record ReportOverrunBody(DateTimeOffset ExpectedEnd);

public sealed record ReportOverrunResult(OccurrenceId Id, OccurrenceStatus Status, int Version) : IVersioned;

internal sealed class ReportOverrunValidator : AbstractValidator<ReportOverrun>
{
    public ReportOverrunValidator() => RuleFor(request => request.Body.ExpectedEnd).InLifetime();
}

internal sealed class ReportOverrunHandler(IRepository<Project> projects, IRepository<Closure> closures, TimeProvider clock)
    : IRequestHandler<ReportOverrun, ReportOverrunResult>
{
    public async Task<ReportOverrunResult> Handle(ReportOverrun request, CancellationToken cancellationToken)
    {
        (await projects.GetAsync(ProjectSpec.WithoutParts(request.ProjectId), cancellationToken)).RequireActive();
        var closure = await closures.GetAsync(ClosureSpec.ById(request.ProjectId, request.ClosureId), request.Version, cancellationToken);
        closure.ReportOverrun(request.OccurrenceId, request.Body.ExpectedEnd, clock.GetUtcNow());
        return new ReportOverrunResult(request.OccurrenceId, closure.StatusOf(request.OccurrenceId, clock.GetUtcNow()), closure.Version);
    }
}
