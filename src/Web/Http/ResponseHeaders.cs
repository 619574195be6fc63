namespace Vemap.Web.Http;

/// <summary>Adds the API's version and the security headers to every response, errors included.</summary>
internal sealed class ResponseHeaders(RequestDelegate next)
{
    public static string ApiVersion { get; } = typeof(ResponseHeaders).Assembly.GetName().Version!.ToString(3);

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers["API-Version"] = ApiVersion;
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "no-referrer";
            if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
            if (headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        return next(context);
    }
}
