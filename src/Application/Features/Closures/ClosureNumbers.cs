using Vemap.Domain.Closures;

namespace Vemap.Application.Features.Closures;

/// <summary>Gives a new closure the next number of the year in which it is made, by the clock of Amsterdam. Take <see cref="LockName.ClosureNumbers"/>
/// first.</summary>
internal static class ClosureNumbers
{
    public static async Task<Closure> AddAsync(
        this IRepository<Closure> closures,
        IRepository<ClosureNumberSeries> numbers,
        DateTimeOffset now,
        Func<string, Closure> make,
        CancellationToken cancellationToken)
    {
        var year = AmsterdamTime.Local(now).Year;
        var found = await numbers.FindAsync(ClosureNumberSeriesSpec.Of(year), cancellationToken);
        var series = found ?? new ClosureNumberSeries(Id<ClosureNumberSeries>.New(), year, now);
        var closure = make(series.Next(now));
        closures.Add(closure);
        // Added after the closure, because the audit entry names the object that was added first.
        if (found is null) numbers.Add(series);
        return closure;
    }
}
