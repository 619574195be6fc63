using Ardalis.Specification;

namespace Vemap.Domain.Contractors;

/// <summary>Which contractors a command loads.</summary>
public sealed class ContractorSpec : Specification<Contractor>
{
    private ContractorSpec()
    {
    }

    public static ContractorSpec ById(ContractorId id)
    {
        var specification = new ContractorSpec();
        specification.Query.Where(contractor => contractor.Id == id);
        return specification;
    }

    public static ContractorSpec WithName(string name, ContractorId? except = null)
    {
        var specification = new ContractorSpec();
        var lowered = name.ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // Runs in the database, which knows lower() and no StringComparison.
        specification.Query.Where(contractor => contractor.Name.ToLower() == lowered && contractor.Id != except);
#pragma warning restore CA1304, CA1311, CA1862, MA0011
        return specification;
    }
}
