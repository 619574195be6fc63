using System.Diagnostics;

namespace Vemap.Web.Http;

/// <summary>Answers after a fixed time at the earliest, so that the time tells nobody whether there was anything to do.</summary>
internal sealed class MinimumDurationFilter : IEndpointFilter
{
    private static readonly TimeSpan Floor = TimeSpan.FromMilliseconds(250);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            return await next(context);
        }
        finally
        {
            var rest = Floor - Stopwatch.GetElapsedTime(start);
            if (rest > TimeSpan.Zero) await Task.Delay(rest, context.HttpContext.RequestAborted);
        }
    }
}
