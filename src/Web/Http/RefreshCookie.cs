using Vemap.Application.Features.Auth;

namespace Vemap.Web.Http;

/// <summary>The refresh token is only in a cookie that scripts cannot read and that browsers send to /v1/auth of this site alone.</summary>
internal static class RefreshCookie
{
    private const string Name = "vemap-refresh";

    public static string? Refresh(this HttpContext context) => context.Request.Cookies[Name];

    public static void Keep(this HttpContext context, SessionTokens? tokens)
    {
        if (tokens is not null) context.Response.Cookies.Append(Name, tokens.RefreshToken, Options(tokens.RefreshTokenExpiresAt));
    }

    public static void Drop(this HttpContext context) => context.Response.Cookies.Delete(Name, Options(null));

    private static CookieOptions Options(DateTimeOffset? expires) =>
        new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, Path = "/v1/auth", Expires = expires, IsEssential = true };
}
