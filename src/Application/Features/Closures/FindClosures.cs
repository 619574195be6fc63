using Vemap.Domain.Closures;

namespace Vemap.Application.Features.Closures;

/// <summary>Finds closures across all projects that the caller may see, by their start.</summary>
[Access(Role.Organisation, Role.Manager, Role.Stakeholder)]
public sealed record FindClosures(
    IReadOnlyList<ClosureStatus>? Status,
    DateTimeOffset? From,
    DateTimeOffset? To,
    string? Bbox,
    string? Text,
    string? Cursor,
    int? Limit,
    bool? Count) : IQuery<Page<ClosureItem>>, IClosureFilters;

internal sealed class FindClosuresValidator : AbstractValidator<FindClosures>
{
    public FindClosuresValidator() => this.ClosureFilters();
}

internal sealed class FindClosuresHandler(IReadStore store, TimeProvider clock) : IRequestHandler<FindClosures, Page<ClosureItem>>
{
    public async Task<Page<ClosureItem>> Handle(FindClosures request, CancellationToken cancellationToken) =>
        await request.ToPage(await store.ListAsync(new EnvironmentsClosures(request), cancellationToken), clock.GetUtcNow())
            .CountedAsync(request, () => store.CountAsync(new EnvironmentsClosures(request with { Cursor = null }), cancellationToken));
}

internal sealed class EnvironmentsClosures(FindClosures request) : ReadSpecification<ClosureRow>
{
    public override object? Statement => request.IsPlain() ? request.Take() : null;

    public override IQueryable<ClosureRow> Query(IRows rows) => rows.Of<Closure>().Matching(rows, request).InPages(request);
}
