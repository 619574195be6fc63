using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Vemap.Infrastructure.Local;

namespace Vemap.Web.Hosting;

/// <summary>The embedded store under /store. It is outside the API and has no log-in: a signed link says what is allowed.</summary>
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
        if (HttpMethods.IsGet(context.Request.Method)) return SendAsync(context, key);
        context.Response.Headers.Allow = "GET, PUT";
        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        return Task.CompletedTask;
    }

    private static async Task ReceiveAsync(HttpContext context, string key)
    {
        var upload = await Store(context).ReceiveAsync(key, Query(context), context.Request.ContentLength, context.Request.ContentType, context.RequestAborted);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = upload.Size;
        await upload.WriteAsync(context.Request.Body, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    // Always an attachment, so that a browser never shows an uploaded file as a page of this origin.
    private static async Task SendAsync(HttpContext context, string key)
    {
        var download = await Store(context).FindAsync(key, Query(context), context.RequestAborted);
        context.Response.Headers.ContentDisposition = Attachment(download.Name);
        await TypedResults.PhysicalFile(download.Path, download.ContentType, enableRangeProcessing: true).ExecuteAsync(context);
        // A range beyond the end is answered by a problem, which has no file's headers.
        if (context.Response is { StatusCode: StatusCodes.Status416RangeNotSatisfiable, HasStarted: false } refused)
            (refused.ContentType, refused.ContentLength, refused.Headers.ContentDisposition) = (null, null, default);
    }

    // The name itself stands in filename* (RFC 8187). Programs that do not know it get a name without the characters that they read differently, such as %
    // and quotes.
    private static string Attachment(string name)
    {
        var plain = string.Concat(name.EnumerateRunes().Select(sign => sign.IsAscii && IsPlain((char)sign.Value) ? sign.ToString() : "_"));
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        disposition.FileName = $"\"{plain}\"";
        return disposition.ToString();
    }

    private static bool IsPlain(char sign) => char.IsAsciiLetterOrDigit(sign) || " ._-+(),".Contains(sign, StringComparison.Ordinal);

    private static EmbeddedStore Store(HttpContext context) => context.RequestServices.GetRequiredService<EmbeddedStore>();

    private static Func<string, string?> Query(HttpContext context) => name => context.Request.Query[name] is [var only] ? only : null;
}
