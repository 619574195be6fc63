using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Vemap.Web.Http;

/// <summary>
/// Refuses a body where the operation takes none, since the caller would believe that its contents have an effect. An empty object is accepted.
/// </summary>
internal sealed class UnexpectedBodyMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var metadata = context.GetEndpoint()?.Metadata;
        var takesNone = metadata?.GetMetadata<SendsMetadata>() is not null && metadata.GetMetadata<IAcceptsMetadata>() is null;
        if (takesNone && await HasBodyAsync(context)) throw WebProblems.BodyNotWanted();
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
