using Vemap.Domain.Closures;
using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Closures;

/// <summary>Somebody reports that a planned night was not carried out, and why.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record ReportOccurrenceNotCarriedOut(
    ProjectId ProjectId,
    ClosureId ClosureId,
    OccurrenceId OccurrenceId, int Version,
    ReportOccurrenceNotCarriedOutBody Body) : ICommand<ReportOccurrenceNotCarriedOutResult>, IHasBody<ReportOccurrenceNotCarriedOutBody>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => OccurrenceId;
}

public sealed record ReportOccurrenceNotCarriedOutBody([property: Multiline] string Reason);

public sealed record ReportOccurrenceNotCarriedOutResult(OccurrenceId Id, OccurrenceStatus Status, int Version) : IVersioned;

internal sealed class ReportOccurrenceNotCarriedOutValidator : AbstractValidator<ReportOccurrenceNotCarriedOut>
{
    public ReportOccurrenceNotCarriedOutValidator() => RuleFor(request => request.Body.Reason).NotEmpty().MaximumLength(1000);
}

internal sealed class ReportOccurrenceNotCarriedOutHandler(IRepository<Project> projects, IRepository<Closure> closures, TimeProvider clock)
    : IRequestHandler<ReportOccurrenceNotCarriedOut, ReportOccurrenceNotCarriedOutResult>
{
    public async Task<ReportOccurrenceNotCarriedOutResult> Handle(ReportOccurrenceNotCarriedOut request, CancellationToken cancellationToken)
    {
        (await projects.GetAsync(ProjectSpec.WithoutParts(request.ProjectId), cancellationToken)).RequireActive();
        var closure = await closures.GetAsync(ClosureSpec.ById(request.ProjectId, request.ClosureId), request.Version, cancellationToken);
        closure.ReportNotCarriedOut(request.OccurrenceId, request.Body.Reason, clock.GetUtcNow());
        return new ReportOccurrenceNotCarriedOutResult(request.OccurrenceId, closure.StatusOf(request.OccurrenceId, clock.GetUtcNow()), closure.Version);
    }
}
