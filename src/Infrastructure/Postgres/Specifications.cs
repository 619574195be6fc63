using System.Linq.Expressions;
using Ardalis.Specification;
using Microsoft.EntityFrameworkCore;

namespace Vemap.Infrastructure.Postgres;

/// <summary>Evaluates the specifications of commands. Ardalis' own evaluator for EF Core is a package that our feed does not hold.</summary>
internal static class Specifications
{
    private static readonly IEvaluator[] Evaluators = [WhereEvaluator.Instance, OrderEvaluator.Instance, PaginationEvaluator.Instance];

    /// <summary>Adds the filters, the order, the limit and the included parts to the rows. A specification that asks for anything else is refused.</summary>
    public static IQueryable<T> Matching<T>(this IQueryable<T> rows, ISpecification<T> specification)
        where T : class
    {
        if (AsksForMore(specification))
            throw new NotSupportedException($"{specification.GetType().Name} may use only Where, OrderBy, Skip, Take and Include(row => row.Parts).");
        var parts = specification.IncludeExpressions.Select(Path).ToList();
        rows = parts.Aggregate(rows, (query, path) => query.Include(path));
        // One statement for several parts would return their product: 400 nights by 20 detours.
        if (parts.Count > 1) rows = rows.AsSplitQuery();
        return Evaluators.Aggregate(rows, (query, evaluator) => evaluator.GetQuery(query, specification));
    }

    private static bool AsksForMore<T>(ISpecification<T> specification) =>
        specification is { IgnoreQueryFilters: true } or { IgnoreAutoIncludes: true } or { AsNoTracking: true } or { AsNoTrackingWithIdentityResolution: true }
            or { CacheEnabled: true } or { PostProcessingAction: not null }
        || specification.SearchCriterias.Any() || specification.IncludeStrings.Any();

    // The type of the parts is known only at run time, so EF Core gets the name of the property.
    private static string Path(IncludeExpressionInfo include) => include switch
    {
        { Type: IncludeTypeEnum.Include, LambdaExpression.Body: MemberExpression { Expression: ParameterExpression, Member: var member } } => member.Name,
        _ => throw new NotSupportedException("Only Include(row => row.Parts) is supported."),
    };
}
