using Ardalis.Specification;
using Vemap.Infrastructure.Postgres;

namespace Vemap.Unit.Common;

public sealed class SpecificationsTests
{
    private static readonly Row[] Rows = [new("c", []), new("a", []), new("b", []), new("a", [])];

    [Fact]
    public void Filters_order_and_limit_are_applied()
    {
        var found = Rows.AsQueryable().Matching(new RowSpec(query => query.Where(row => row.Name != "a").OrderBy(row => row.Name).Take(1)));

        Assert.Equal(["b"], found.Select(row => row.Name));
    }

    public static TheoryData<string> Refused => [.. Unsupported.Keys];

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_specification_that_uses_an_unsupported_option_is_refused(string option) =>
        Assert.Throws<NotSupportedException>(() => Rows.AsQueryable().Matching(new RowSpec(Unsupported[option])));

    private static readonly Dictionary<string, Action<ISpecificationBuilder<Row>>> Unsupported = new()
    {
        ["IgnoreQueryFilters"] = query => query.IgnoreQueryFilters(),
        ["IgnoreAutoIncludes"] = query => query.IgnoreAutoIncludes(),
        ["AsNoTracking"] = query => query.AsNoTracking(),
        ["AsNoTrackingWithIdentityResolution"] = query => query.AsNoTrackingWithIdentityResolution(),
        ["EnableCache"] = query => query.EnableCache("rows"),
        ["PostProcessingAction"] = query => query.PostProcessingAction(rows => rows),
        ["Search"] = query => query.Search(row => row.Name, "%a%"),
        ["Include by name"] = query => query.Include(nameof(Row.Parts)),
        ["Include with a filter"] = query => query.Include(row => row.Parts.Where(part => part != "")),
        ["ThenInclude"] = query => query.Include(row => row.Parts).ThenInclude(part => part.Length),
    };

    private sealed record Row(string Name, IReadOnlyList<string> Parts);

    private sealed class RowSpec : Specification<Row>
    {
        public RowSpec(Action<ISpecificationBuilder<Row>> build) => build(Query);
    }
}
