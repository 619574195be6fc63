using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Vemap.Application.Common.Behaviours;

/// <summary>A span and the histogram vemap.request.duration for each request, and a warning above the request's budget.</summary>
internal sealed partial class TimingBehaviour<TRequest, TResult>(ILogger<TRequest> log, RequestMeter meter, TimeProvider clock)
    : IPipelineBehavior<TRequest, TResult>
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(1);

    public async Task<TResult> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResult> next)
    {
        using var span = RequestMeter.Spans.StartActivity(typeof(TRequest).Name);
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

/// <summary>The meter and the source of spans of this program's own, both named "Vemap".</summary>
public sealed class RequestMeter(IMeterFactory factory)
{
    public const string Name = "Vemap";

    internal static ActivitySource Spans { get; } = new(Name);

    public Histogram<double> Duration { get; } = factory.Create(Name).CreateHistogram<double>("vemap.request.duration", "s", "Time a request took.");
}
