using System.Diagnostics;

namespace Vemap.Web.Http;

/// <summary>Delays the answer to a fixed minimum, so that its time does not reveal whether there was anything to do.</summary>
internal sealed class MinimumDurationFilter : IEndpointFilter
{
    private static readonly TimeSpan MinimumDuration = TimeSpan.FromMilliseconds(250);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            return await next(context);
        }
        finally
        {
            var rest = MinimumDuration - Stopwatch.GetElapsedTime(start);
            if (rest > TimeSpan.Zero) await Task.Delay(rest, context.HttpContext.RequestAborted);
        }
    }
}
