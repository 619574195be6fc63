using System.Text.Json;
using MediatR;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Closures;
using Vemap.Domain.Common;
using Vemap.Domain.Stakeholders;
using Vemap.Domain.Users;

namespace Vemap.Application.Features.Stakeholders;

/// <summary>One stakeholder; a Manager sees no address of the environment's.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record GetStakeholder(StakeholderId Stakeholder) : IQuery<GetStakeholderResult>;

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
    JsonElement? InterestArea,
    UserId? LinkedUserId,
    int Version);

internal sealed class GetStakeholderHandler(IReadStore store, CallContext call) : IRequestHandler<GetStakeholder, GetStakeholderResult>
{
    public async Task<GetStakeholderResult> Handle(GetStakeholder request, CancellationToken cancellationToken)
    {
        var (stakeholder, area) = await store.GetAsync(new StakeholderById(request.Stakeholder), cancellationToken);
        var hidden = stakeholder.ProjectId is null && call.Access.Role != Role.Organisation;
        if (hidden) stakeholder = stakeholder with { Email = null, FallbackEmail = null, Phone = null };
        return stakeholder with { InterestArea = area is null ? null : JsonElement.Parse(area.Text) };
    }
}

internal sealed record StakeholderWithArea(GetStakeholderResult Stakeholder, GeoJson? Area);

internal sealed class StakeholderById(StakeholderId id) : ReadSpecification<StakeholderWithArea>
{
    public override IQueryable<StakeholderWithArea> Query(IRows rows) =>
        from row in rows.Of<Stakeholder>()
        where row.Id == id
        select new StakeholderWithArea(
            new GetStakeholderResult(
                row.Id, row.ProjectId, row.Name, row.Organisation, row.Email, row.FallbackEmail, row.Phone, row.Language, row.Category,
                row.Mandatory, null, row.LinkedUser, row.Version),
            row.InterestArea);
}
