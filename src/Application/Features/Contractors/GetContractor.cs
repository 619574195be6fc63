using Vemap.Domain.Contractors;

namespace Vemap.Application.Features.Contractors;

/// <summary>One contractor of the environment.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record GetContractor(ContractorId ContractorId) : IQuery<GetContractorResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ContractorId;
}

public sealed record GetContractorResult(ContractorId Id, string Name, string? ContactName, string? Email, string? Phone, int Version) : IVersioned;

internal sealed class GetContractorHandler(IReadStore store) : IRequestHandler<GetContractor, GetContractorResult>
{
    public Task<GetContractorResult> Handle(GetContractor request, CancellationToken cancellationToken) =>
        store.GetAsync(new ContractorById(request.ContractorId), cancellationToken);
}

internal sealed class ContractorById(ContractorId id) : ReadSpecification<GetContractorResult>
{
    public override IQueryable<GetContractorResult> Query(IRows rows) =>
        from contractor in rows.Of<Contractor>()
        where contractor.Id == id
        select new GetContractorResult(contractor.Id, contractor.Name, contractor.ContactName, contractor.Email, contractor.Phone, contractor.Version);
}
