using Vemap.Domain.Closures;

namespace Vemap.Application.Features.Closures;

/// <summary>Lists the steps of a closure's planning, the latest first: who submitted, returned, refused, confirmed or cancelled it, when, and with
/// which note.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record ListClosureSteps(ProjectId ProjectId, ClosureId ClosureId, string? Cursor, int? Limit, bool? Count)
    : IQuery<Page<ClosureStepItem>>, IPaged, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ClosureId;
}

/// <param name="ContentVersion">The content that the step was about.</param>
/// <param name="ByName">Null when the user is no longer known here.</param>
/// <param name="ClosureVersion">The version of the closure that the step made.</param>
public sealed record ClosureStepItem(
    DateTimeOffset At,
    UserId ById, string? ByName,
    ClosureStatus FromStatus,
    ClosureStatus ToStatus, string? Note, int ContentVersion, int ClosureVersion);

internal sealed class ListClosureStepsValidator : AbstractValidator<ListClosureSteps>
{
    public ListClosureStepsValidator()
    {
        this.Paged(keys: 2);
        RuleFor(request => request.Cursor).Must((request, cursor) => cursor is null || request.After() is not [var version, _] || int.TryParse(version, out _))
            .WithErrorCode("unknown-cursor").WithMessage("Take the cursor from the next link of the page before.");
    }
}

internal sealed class ListClosureStepsHandler(IReadStore store, IUserDirectory users) : IRequestHandler<ListClosureSteps, Page<ClosureStepItem>>
{
    public async Task<Page<ClosureStepItem>> Handle(ListClosureSteps request, CancellationToken cancellationToken)
    {
        var rows = await store.ListAsync(new StepPage(request), cancellationToken);
        // No steps: a draft that was never submitted, or a closure that the caller cannot see.
        if (rows.Count == 0) await store.GetAsync(new ClosureOfSteps(request), cancellationToken);
        var names = await users.NamesAsync([.. rows.Select(step => step.ById).Distinct()], cancellationToken);
        var named = rows.Select(step => step with { ByName = names.GetValueOrDefault(step.ById) }).ToList();
        return await request.Page(named, step => [step.ClosureVersion.ToString(), request.ClosureId.ToString()])
            .CountedAsync(request, () => store.CountAsync(new StepPage(request with { Cursor = null }), cancellationToken));
    }
}

internal sealed class StepPage(ListClosureSteps request) : ReadSpecification<ClosureStepItem>
{
    public override IQueryable<ClosureStepItem> Query(IRows rows)
    {
        var steps = rows.Of<ClosureStep>().Where(step => step.ClosureId == request.ClosureId && step.ProjectId == request.ProjectId);
        if (request.After() is [var version, _] && int.TryParse(version, out var last)) steps = steps.Where(step => step.ClosureVersion < last);
        return steps
            .OrderByDescending(step => step.ClosureVersion)
            .Take(request.Take())
            .Select(step => new ClosureStepItem(step.At, step.By, null, step.FromStatus, step.ToStatus, step.Note, step.ContentVersion, step.ClosureVersion));
    }
}

internal sealed class ClosureOfSteps(ListClosureSteps request) : ReadSpecification<ClosureId>
{
    public override IQueryable<ClosureId> Query(IRows rows) =>
        rows.Of<Closure>().Where(closure => closure.Id == request.ClosureId && closure.ProjectId == request.ProjectId).Select(closure => closure.Id);
}
