using Vemap.Domain.Closures;

namespace Vemap.Unit.Closures;

public class ClosureNumberSeriesTests
{
    [Fact]
    public void Numbers_of_a_year_go_up_by_one()
    {
        var series = new ClosureNumberSeries(A.New<ClosureNumberSeries>(), 2026, A.Now);
        Assert.Equal(["2026-0001", "2026-0002"], [series.Next(A.Now), series.Next(A.Now)]);
    }
}
