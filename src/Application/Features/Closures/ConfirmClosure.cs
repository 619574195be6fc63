using Vemap.Domain.Closures;
using Vemap.Domain.Files;
using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Closures;

/// <summary>The road authority confirms a submitted closure whose plan is approved, or which needs none.</summary>
[Access(Role.Organisation)]
public sealed record ConfirmClosure(ProjectId ProjectId, ClosureId ClosureId, int Version, ConfirmClosureBody? Body = null)
    : ICommand<ConfirmClosureResult>, IHasBody<ConfirmClosureBody>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ClosureId;
}

/// <param name="AcknowledgedContentVersion">The current content version; needed when the content has changed since the plan was approved.</param>
public sealed record ConfirmClosureBody(int? AcknowledgedContentVersion = null);

public sealed record ConfirmClosureResult(ClosureId Id, ClosureStatus Status, int Version) : IVersioned;

internal sealed class ConfirmClosureValidator : AbstractValidator<ConfirmClosure>
{
    public ConfirmClosureValidator() =>
        RuleFor(request => request.Body!.AcknowledgedContentVersion).InclusiveBetween(1, int.MaxValue).When(request => request.Body is not null)
            .WithErrorCode("out-of-range");
}

internal sealed class ConfirmClosureHandler(
    IRepository<Project> projects,
    IRepository<Closure> closures,
    IPlanApprovals plans,
    CallContext call,
    TimeProvider clock)
    : IRequestHandler<ConfirmClosure, ConfirmClosureResult>
{
    public async Task<ConfirmClosureResult> Handle(ConfirmClosure request, CancellationToken cancellationToken)
    {
        (await projects.GetAsync(ProjectSpec.WithoutParts(request.ProjectId), cancellationToken)).RequireActive();
        var closure = await closures.GetAsync(ClosureSpec.ById(request.ProjectId, request.ClosureId), request.Version, cancellationToken);
        var approved = await plans.ApprovedPlansAsync(request.ProjectId, closure.Id, cancellationToken);
        var readable = approved.Where(plan => plan.FileStatus == FileStatus.Available).ToList();
        closure.Confirm(
            planIsApproved: readable.Count > 0,
            call.User,
            clock.GetUtcNow(),
            planIsBlocked: approved.Count > 0 && readable.Count == 0,
            approvedContent: readable.Max(plan => plan.ContentVersion),
            acknowledgedContent: request.Body?.AcknowledgedContentVersion);
        return new ConfirmClosureResult(closure.Id, closure.Status, closure.Version);
    }
}
