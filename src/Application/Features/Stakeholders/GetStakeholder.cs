using Vemap.Domain.Closures;
using Vemap.Domain.Stakeholders;

namespace Vemap.Application.Features.Stakeholders;

/// <summary>Shows one stakeholder. A Manager sees no addresses of stakeholders of the environment.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record GetStakeholder(StakeholderId StakeholderId) : IQuery<GetStakeholderResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => StakeholderId;
}

public sealed record GetStakeholderResult(
    StakeholderId Id,
    ProjectId? ProjectId,
    string Name,
    string? Organisation,
    string? Email,
    string? FallbackEmail,
    string? Phone,
    string Language,
    StakeholderCategory Category,
    bool Mandatory,
    GeoJson? InterestArea,
    UserId? LinkedUserId,
    int Version) : IVersioned;

internal sealed class GetStakeholderHandler(IReadStore store, CallContext call) : IRequestHandler<GetStakeholder, GetStakeholderResult>
{
    public async Task<GetStakeholderResult> Handle(GetStakeholder request, CancellationToken cancellationToken)
    {
        var stakeholder = await store.GetAsync(new StakeholderById(request.StakeholderId), cancellationToken);
        var hidden = stakeholder.ProjectId is null && call.Access.Role != Role.Organisation;
        return hidden ? stakeholder with { Email = null, FallbackEmail = null, Phone = null } : stakeholder;
    }
}

internal sealed class StakeholderById(StakeholderId id) : ReadSpecification<GetStakeholderResult>
{
    public override IQueryable<GetStakeholderResult> Query(IRows rows) =>
        from row in rows.Of<Stakeholder>()
        where row.Id == id
        select new GetStakeholderResult(
            row.Id, row.ProjectId, row.Name, row.Organisation, row.Email, row.FallbackEmail, row.Phone, row.Language, row.Category,
            row.Mandatory, row.InterestArea, row.LinkedUser, row.Version);
}
