using Vemap.Domain.Stakeholders;

namespace Vemap.Application.Features.Stakeholders;

/// <summary>Lists groups by name: those of the environment and of the projects that the caller may see.</summary>
/// <param name="ProjectId">Only groups that this project can mail: those of the environment and its own.</param>
[Access(Role.Organisation, Role.Manager)]
public sealed record ListStakeholderGroups(ProjectId? ProjectId, string? Cursor, int? Limit, bool? Count)
    : IQuery<Page<StakeholderGroupItem>>, IPaged, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ProjectId;
}

public sealed record StakeholderGroupItem(StakeholderGroupId Id, ProjectId? ProjectId, string Name, int MemberCount, int Version);

internal sealed class ListStakeholderGroupsValidator : AbstractValidator<ListStakeholderGroups>
{
    public ListStakeholderGroupsValidator() => this.Paged(keys: 2);
}

internal sealed class ListStakeholderGroupsHandler(IReadStore store) : IRequestHandler<ListStakeholderGroups, Page<StakeholderGroupItem>>
{
    public async Task<Page<StakeholderGroupItem>> Handle(ListStakeholderGroups request, CancellationToken cancellationToken) =>
        await request.Page(await store.ListAsync(new StakeholderGroupPage(request), cancellationToken), group => [group.Name, group.Id.ToString()])
            .CountedAsync(request, () => store.CountAsync(new StakeholderGroupPage(request with { Cursor = null }), cancellationToken));
}

internal sealed class StakeholderGroupPage(ListStakeholderGroups request) : ReadSpecification<StakeholderGroupItem>
{
    public override IQueryable<StakeholderGroupItem> Query(IRows rows)
    {
        var groups = rows.Of<StakeholderGroup>();
        if (request.ProjectId is { } project) groups = groups.Where(row => row.ProjectId == null || row.ProjectId == project);
        if (request.After() is [var name, var id])
        {
            var last = StakeholderGroupId.Parse(id, null);
            groups = groups.Where(row => string.Compare(row.Name, name) > 0 || (row.Name == name && row.Id > last));
        }

        return groups.OrderBy(row => row.Name).ThenBy(row => row.Id)
            .Take(request.Take())
            .Select(row => new StakeholderGroupItem(row.Id, row.ProjectId, row.Name, row.Members.Count, row.Version));
    }
}
