namespace Vemap.Domain.Closures;

/// <summary>The last number given out in a year. A row of its own, because a planner sees only their own projects' closures and numbers are the
/// environment's.</summary>
public sealed class ClosureNumberSeries : TenantAggregate
{
    private ClosureNumberSeries()
    {
    }

    public ClosureNumberSeries(Id<ClosureNumberSeries> id, int year, DateTimeOffset now)
    {
        (Id, Year) = (id, year);
        Touch(now);
    }

    public Id<ClosureNumberSeries> Id { get; private set; }

    public int Year { get; private set; }

    public int Last { get; private set; }

    /// <summary>The next number, such as "2026-0042".</summary>
    public string Next(DateTimeOffset now)
    {
        Last++;
        Touch(now);
        return $"{Year:0000}-{Last:0000}";
    }
}
