using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Vemap.Application.Common.Behaviours;

/// <summary>The histogram vemap.request.duration, and a warning above the request's budget.</summary>
internal sealed partial class TimingBehaviour<TRequest, TResult>(ILogger<TRequest> log, RequestMeter meter, TimeProvider clock)
    : IPipelineBehavior<TRequest, TResult>
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(1);

    public async Task<TResult> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResult> next)
    {
        var start = clock.GetTimestamp();
        try
        {
            return await next();
        }
        finally
        {
            var taken = clock.GetElapsedTime(start);
            meter.Duration.Record(taken.TotalSeconds, new KeyValuePair<string, object?>("request", typeof(TRequest).Name));
            if (taken > Budget) Slow(log, typeof(TRequest).Name, taken.TotalMilliseconds);
        }
    }

    [LoggerMessage(3, LogLevel.Warning, "{Request} took {Milliseconds} ms, above its budget")]
    private static partial void Slow(ILogger log, string request, double milliseconds);
}

/// <summary>The meter "Vemap".</summary>
public sealed class RequestMeter(IMeterFactory factory)
{
    public Histogram<double> Duration { get; } = factory.Create("Vemap").CreateHistogram<double>("vemap.request.duration", "s", "Time a request took.");
}
