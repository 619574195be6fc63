using Vemap.Domain.Contractors;

namespace Vemap.Application.Features.Contractors;

/// <summary>The environment's contractors, by name.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record ListContractors(string? Cursor, int? Limit, bool? Count) : IQuery<Page<ContractorItem>>, IPaged;

public sealed record ContractorItem(ContractorId Id, string Name, string? ContactName, string? Email, string? Phone, int Version);

internal sealed class ListContractorsValidator : AbstractValidator<ListContractors>
{
    public ListContractorsValidator() => this.Paged(keys: 2);
}

internal sealed class ListContractorsHandler(IReadStore store) : IRequestHandler<ListContractors, Page<ContractorItem>>
{
    public async Task<Page<ContractorItem>> Handle(ListContractors request, CancellationToken cancellationToken) =>
        await request.Page(await store.ListAsync(new ContractorPage(request), cancellationToken), contractor => [contractor.Name, contractor.Id.ToString()])
            .CountedAsync(request, () => store.CountAsync(new ContractorPage(request with { Cursor = null }), cancellationToken));
}

internal sealed class ContractorPage(ListContractors request) : ReadSpecification<ContractorItem>
{
    public override IQueryable<ContractorItem> Query(IRows rows)
    {
        var contractors = rows.Of<Contractor>();
        // Names are unique, so the name alone is enough to find where the previous page ended.
        if (request.After() is [var name, _]) contractors = contractors.Where(contractor => string.Compare(contractor.Name, name) > 0);
        return contractors.OrderBy(contractor => contractor.Name)
            .Take(request.Take())
            .Select(contractor => new ContractorItem(
                contractor.Id, contractor.Name, contractor.ContactName, contractor.Email, contractor.Phone, contractor.Version));
    }
}
