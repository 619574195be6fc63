using System.Threading.RateLimiting;

namespace Vemap.Web.Http;

/// <summary>
/// Allows so many requests in each window of time. Unlike the framework's limiter it follows TimeProvider, and its lease knows all that the headers
/// of a refusal need.
/// </summary>
internal sealed class WindowLimiter(string name, int quota, TimeSpan window, TimeProvider clock) : RateLimiter
{
    public static readonly MetadataName<ExceededLimit> Exceeded = MetadataName.Create<ExceededLimit>("EXCEEDED_LIMIT");

    private readonly Lock gate = new();
    private DateTimeOffset start = clock.GetUtcNow();
    private int used;

    // While a window is running its count must not be forgotten.
    public override TimeSpan? IdleDuration => clock.GetUtcNow() - start - window is { Ticks: > 0 } idle ? idle : null;

    public override RateLimiterStatistics? GetStatistics() => null;

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (now - start >= window) (start, used) = (now, 0);
            if (used + permitCount > quota) return new Lease(new ExceededLimit(name, quota, window, start + window - now));
            used += permitCount;
            return new Lease(null);
        }
    }

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) => new(AttemptAcquireCore(permitCount));

    private sealed class Lease(ExceededLimit? exceeded) : RateLimitLease
    {
        public override bool IsAcquired => exceeded is null;

        public override IEnumerable<string> MetadataNames => exceeded is null ? [] : [Exceeded.Name];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = metadataName == Exceeded.Name ? exceeded : null;
            return metadata is not null;
        }
    }
}
