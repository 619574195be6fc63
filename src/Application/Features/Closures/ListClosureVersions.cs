using Vemap.Domain.Closures;

namespace Vemap.Application.Features.Closures;

/// <summary>Lists the versions of a closure's content, the latest first: who changed what, and when.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record ListClosureVersions(ProjectId ProjectId, ClosureId ClosureId, string? Cursor, int? Limit, bool? Count)
    : IQuery<Page<ClosureVersionItem>>, IPaged, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ClosureId;
}

/// <param name="ByName">Null when the user is no longer known here.</param>
public sealed record ClosureVersionItem(int Number, DateTimeOffset At, UserId ById, string? ByName, IReadOnlyList<FieldChange> Difference);

internal sealed class ListClosureVersionsValidator : AbstractValidator<ListClosureVersions>
{
    public ListClosureVersionsValidator()
    {
        this.Paged(keys: 2);
        RuleFor(request => request.Cursor).Must((request, cursor) => cursor is null || request.After() is not [var number, _] || int.TryParse(number, out _))
            .WithErrorCode("unknown-cursor").WithMessage("Take the cursor from the next link of the page before.");
    }
}

internal sealed class ListClosureVersionsHandler(IReadStore store, IUserDirectory users) : IRequestHandler<ListClosureVersions, Page<ClosureVersionItem>>
{
    public async Task<Page<ClosureVersionItem>> Handle(ListClosureVersions request, CancellationToken cancellationToken)
    {
        var rows = await store.ListAsync(new VersionPage(request), cancellationToken);
        // Every closure has a first version: none on the first page means that there is no such closure.
        if (rows.Count == 0 && request.Cursor is null) throw CommonProblems.NotFound();
        var names = await users.NamesAsync([.. rows.Select(version => version.ById).Distinct()], cancellationToken);
        var named = rows.Select(version => version with { ByName = names.GetValueOrDefault(version.ById) }).ToList();
        return await request.Page(named, version => [version.Number.ToString(), request.ClosureId.ToString()])
            .CountedAsync(request, () => store.CountAsync(new VersionPage(request with { Cursor = null }), cancellationToken));
    }
}

internal sealed class VersionPage(ListClosureVersions request) : ReadSpecification<ClosureVersionItem>
{
    public override IQueryable<ClosureVersionItem> Query(IRows rows)
    {
        var versions = rows.Of<ClosureVersion>().Where(version => version.ClosureId == request.ClosureId && version.ProjectId == request.ProjectId);
        if (request.After() is [var number, _] && int.TryParse(number, out var last)) versions = versions.Where(version => version.Number < last);
        return versions
            .OrderByDescending(version => version.Number)
            .Take(request.Take())
            .Select(version => new ClosureVersionItem(version.Number, version.At, version.By, null, version.Difference));
    }
}
