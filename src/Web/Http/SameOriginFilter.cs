using Vemap.Domain.Users;

namespace Vemap.Web.Http;

/// <summary>Refuses requests that a page of another site makes in the browser. SameSite keeps the cookie from most of them; this also holds for other hosts of
/// the same site.</summary>
internal sealed class SameOriginFilter(IConfiguration configuration) : IEndpointFilter
{
    private readonly string[] screens = [.. configuration.GetSection("Vemap:AllowedOrigins").Get<string[]>() ?? [],
        OriginOf(IdentityAddress.PublicUrl(configuration))];

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        IsOwn(context.HttpContext.Request) ? next(context) : throw AuthProblems.ForeignOrigin();

    // A program that is no browser sends neither header.
    private bool IsOwn(HttpRequest request)
    {
        var (site, origin) = (request.Headers["Sec-Fetch-Site"].ToString(), request.Headers.Origin.ToString());
        if (origin.Length > 0 && IsScreen(origin)) return true;
        if (site.Length > 0) return site is "same-origin" or "none";
        return origin.Length == 0 || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }

    private bool IsScreen(string origin) => screens.Contains(origin, StringComparer.OrdinalIgnoreCase);

    private static string OriginOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.GetLeftPart(UriPartial.Authority) : url;
}
