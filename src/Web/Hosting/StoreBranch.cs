using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Vemap.Infrastructure.Local;

namespace Vemap.Web.Hosting;

/// <summary>The embedded store under /store. It is not part of the API and knows no log-in: the signature of a link determines what the link allows.</summary>
internal static class StoreBranch
{
    public static void UseEmbeddedStore(this WebApplication app) => app.Map("/store", branch =>
    {
        branch.UseCors();
        branch.Run(ServeAsync);
    });

    private static Task ServeAsync(HttpContext context)
    {
        var key = context.Request.Path.Value?.TrimStart('/') ?? "";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";
        if (HttpMethods.IsPut(context.Request.Method)) return ReceiveAsync(context, key);
        if (HttpMethods.IsGet(context.Request.Method)) return GiveAsync(context, key);
        context.Response.Headers.Allow = "GET, PUT";
        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        return Task.CompletedTask;
    }

    private static async Task ReceiveAsync(HttpContext context, string key)
    {
        var upload = Store(context).Receive(key, Query(context), context.Request.ContentLength, context.Request.ContentType);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = upload.Size;
        await upload.WriteAsync(context.Request.Body, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    // Always an attachment: a browser must never show an uploaded file as a page of this origin.
    private static async Task GiveAsync(HttpContext context, string key)
    {
        var download = Store(context).Give(key, Query(context));
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(download.Name);
        context.Response.Headers.ContentDisposition = disposition.ToString();
        await TypedResults.PhysicalFile(download.Path, download.ContentType, enableRangeProcessing: true).ExecuteAsync(context);
        // The refusal of a range beyond the end is a problem document, so it must not have the headers of a file.
        if (context.Response is { StatusCode: StatusCodes.Status416RangeNotSatisfiable, HasStarted: false } refused)
            (refused.ContentType, refused.ContentLength, refused.Headers.ContentDisposition) = (null, null, default);
    }

    private static EmbeddedStore Store(HttpContext context) => context.RequestServices.GetRequiredService<EmbeddedStore>();

    private static Func<string, string?> Query(HttpContext context) => name => context.Request.Query[name] is [var only] ? only : null;
}
