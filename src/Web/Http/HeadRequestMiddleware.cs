using Microsoft.Net.Http.Headers;

namespace Vemap.Web.Http;

/// <summary>HEAD works where GET does and answers as it, without the body (RFC 9110, 9.3.2).</summary>
internal sealed class HeadRequestMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() => Allow(context.Response.Headers));
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await next(context);
            return;
        }

        var body = context.Response.Body;
        context.Request.Method = HttpMethods.Get;
        context.Response.Body = Stream.Null;
        try
        {
            await next(context);
        }
        finally
        {
            (context.Request.Method, context.Response.Body) = (HttpMethods.Head, body);
        }
    }

    private static Task Allow(IHeaderDictionary headers)
    {
        if (headers.GetCommaSeparatedValues(HeaderNames.Allow).Contains(HttpMethods.Get)) headers.Append(HeaderNames.Allow, HttpMethods.Head);
        return Task.CompletedTask;
    }
}
