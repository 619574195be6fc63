using Vemap.Domain.Contractors;

namespace Vemap.Application.Features.Users;

/// <summary>The contractor, if it is one of this environment.</summary>
internal sealed class ContractorHere(ContractorId id) : ReadSpecification<ContractorId>
{
    public override IQueryable<ContractorId> Query(IRows rows) =>
        rows.Of<Contractor>().Where(contractor => contractor.Id == id).Select(contractor => contractor.Id);

    public static async Task RequireAsync(IReadStore store, ContractorId? contractor, CancellationToken cancellationToken)
    {
        if (contractor is { } id && await store.CountAsync(new ContractorHere(id), cancellationToken) == 0) throw UserProblems.UnknownContractor();
    }
}
