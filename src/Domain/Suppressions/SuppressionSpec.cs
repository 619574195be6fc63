using Ardalis.Specification;

namespace Vemap.Domain.Suppressions;

/// <summary>Which suppressions a command loads.</summary>
public sealed class SuppressionSpec : Specification<Suppression>
{
    private SuppressionSpec()
    {
    }

    public static SuppressionSpec ById(SuppressionId id)
    {
        var specification = new SuppressionSpec();
        specification.Query.Where(suppression => suppression.Id == id);
        return specification;
    }

    /// <summary>What holds now for any of the addresses.</summary>
    public static SuppressionSpec InForce(IReadOnlyCollection<string> addresses)
    {
        var specification = new SuppressionSpec();
        specification.Query.Where(suppression => addresses.Contains(suppression.Address) && suppression.LiftedAt == null);
        return specification;
    }
}
