using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Vemap.Web.Http;

/// <summary>A body that the operation does not take is refused: whoever sends a reason or a moment with it would think that it counts. An empty object says nothing.</summary>
internal sealed class UnexpectedBodyMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var wanted = context.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<SendsMetadata>() is null || endpoint.Metadata.GetMetadata<IAcceptsMetadata>() is not null;
        if (!wanted && await HasBodyAsync(context)) throw WebProblems.BodyNotWanted();
        await next(context);
    }

    private static async Task<bool> HasBodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength == 0 || context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != true) return false;
        var start = new byte[8];
        var length = await context.Request.Body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, context.RequestAborted);
        return Encoding.ASCII.GetString(start, 0, length).Trim() is not ("" or "{}") || length == start.Length;
    }
}
