using Vemap.Domain.Closures;

namespace Vemap.Application.Features.Closures;

/// <summary>Lists the occurrences of one closure by their start.</summary>
[Access(Role.Organisation, Role.Manager, Role.Stakeholder)]
public sealed record ListOccurrences(
    ProjectId ProjectId,
    ClosureId ClosureId,
    IReadOnlyList<OccurrenceStatus>? Status,
    DateTimeOffset? From,
    DateTimeOffset? To,
    string? Cursor,
    int? Limit,
    bool? Count) : IQuery<Page<OccurrenceItem>>, IOccurrenceFilters, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ClosureId;
}

internal sealed class ListOccurrencesValidator : AbstractValidator<ListOccurrences>
{
    public ListOccurrencesValidator() => this.OccurrenceFilters();
}

internal sealed class ListOccurrencesHandler(IReadStore store, TimeProvider clock) : IRequestHandler<ListOccurrences, Page<OccurrenceItem>>
{
    public async Task<Page<OccurrenceItem>> Handle(ListOccurrences request, CancellationToken cancellationToken)
    {
        var rows = await store.ListAsync(new OccurrencesOfClosure(request, clock.GetUtcNow()), cancellationToken);
        if (rows.Count == 0) await store.GetAsync(new VisibleClosure(request), cancellationToken);
        return await request.ToPage(rows)
            .CountedAsync(request, () => store.CountAsync(new OccurrencesOfClosure(request with { Cursor = null }, clock.GetUtcNow()), cancellationToken));
    }
}

internal sealed class OccurrencesOfClosure(ListOccurrences request, DateTimeOffset now) : ReadSpecification<OccurrenceItem>
{
    public override IQueryable<OccurrenceItem> Query(IRows rows) =>
        rows.Of<Occurrence>()
            .Where(occurrence => occurrence.ClosureId == request.ClosureId && occurrence.ProjectId == request.ProjectId)
            .InPages(rows, request, now);
}

internal sealed class VisibleClosure(ListOccurrences request) : ReadSpecification<ClosureId>
{
    public override IQueryable<ClosureId> Query(IRows rows) =>
        rows.Of<Closure>().Where(closure => closure.Id == request.ClosureId && closure.ProjectId == request.ProjectId).Select(closure => closure.Id);
}
