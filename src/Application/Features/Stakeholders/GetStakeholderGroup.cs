using Vemap.Domain.Stakeholders;

namespace Vemap.Application.Features.Stakeholders;

/// <summary>Shows one group with the names of its members.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record GetStakeholderGroup(StakeholderGroupId GroupId) : IQuery<GetStakeholderGroupResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => GroupId;
}

public sealed record GetStakeholderGroupResult(StakeholderGroupId Id, ProjectId? ProjectId, string Name, IReadOnlyList<GroupMemberItem> Members, int Version)
    : IVersioned;

public sealed record GroupMemberItem(StakeholderId StakeholderId, string Name, string? Organisation, StakeholderCategory Category, bool Mandatory);

internal sealed class GetStakeholderGroupHandler(IReadStore store) : IRequestHandler<GetStakeholderGroup, GetStakeholderGroupResult>
{
    public Task<GetStakeholderGroupResult> Handle(GetStakeholderGroup request, CancellationToken cancellationToken) =>
        store.GetAsync(new StakeholderGroupById(request.GroupId), cancellationToken);
}

internal sealed class StakeholderGroupById(StakeholderGroupId id) : ReadSpecification<GetStakeholderGroupResult>
{
    public override IQueryable<GetStakeholderGroupResult> Query(IRows rows) =>
        from row in rows.Of<StakeholderGroup>()
        where row.Id == id
        select new GetStakeholderGroupResult(
            row.Id,
            row.ProjectId,
            row.Name,
            (from member in rows.Of<StakeholderGroupMember>()
             join stakeholder in rows.Of<Stakeholder>() on member.StakeholderId equals stakeholder.Id
             where member.StakeholderGroupId == row.Id
             orderby stakeholder.SortName, stakeholder.Id
             select new GroupMemberItem(stakeholder.Id, stakeholder.Name, stakeholder.Organisation, stakeholder.Category, stakeholder.Mandatory)).ToList(),
            row.Version);
}
