using Vemap.Domain.Closures;

namespace Vemap.Application.Features.Closures;

/// <summary>Finds the occurrences of all closures that the caller may see, within a window of time: for example those of tonight.</summary>
[Access(Role.Organisation, Role.Manager, Role.Stakeholder)]
public sealed record FindOccurrences(IReadOnlyList<OccurrenceStatus>? Status, DateTimeOffset? From, DateTimeOffset? To, string? Cursor, int? Limit, bool? Count)
    : IQuery<Page<OccurrenceItem>>, IOccurrenceFilters;

internal sealed class FindOccurrencesValidator : AbstractValidator<FindOccurrences>
{
    public FindOccurrencesValidator() => this.OccurrenceFilters();
}

internal sealed class FindOccurrencesHandler(IReadStore store, TimeProvider clock) : IRequestHandler<FindOccurrences, Page<OccurrenceItem>>
{
    public async Task<Page<OccurrenceItem>> Handle(FindOccurrences request, CancellationToken cancellationToken) =>
        await request.ToPage(await store.ListAsync(new OccurrencesInWindow(request, clock.GetUtcNow()), cancellationToken))
            .CountedAsync(request, () => store.CountAsync(new OccurrencesInWindow(request with { Cursor = null }, clock.GetUtcNow()), cancellationToken));
}

internal sealed class OccurrencesInWindow(FindOccurrences request, DateTimeOffset now) : ReadSpecification<OccurrenceItem>
{
    public override IQueryable<OccurrenceItem> Query(IRows rows) => rows.Of<Occurrence>().InPages(rows, request, now);
}
