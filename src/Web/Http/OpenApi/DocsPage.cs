using System.Security.Cryptography;
using Scalar.AspNetCore;

namespace Vemap.Web.Http.OpenApi;

/// <summary>The documentation page at /docs, in local mode only. Its script comes from the package, so that the page needs nothing but this program.</summary>
internal static class DocsPage
{
    private const int NonceBytes = 16;

    public static void MapDocsPage(this WebApplication app)
    {
        if (app.Configuration["Vemap:Mode"] != "local") return;
        // The page's own redirect leads to a path with a trailing slash, which this API does not have.
        app.MapGet("/docs", () => Results.Redirect("/docs/v1")).ExcludeFromDescription();
        app.MapScalarApiReference("/docs", Configure).ExcludeFromDescription();
    }

    private static void Configure(ScalarOptions options, HttpContext context)
    {
        options.Title = "VEMAP API";
        options.OpenApiRoutePattern = "/v1/openapi.json";
        options.Servers = [new ScalarServer($"{context.Request.Scheme}://{context.Request.Host}/v1", "This program")];
        options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
        options.DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp();
        options.Nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NonceBytes));
        context.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self' 'nonce-{options.Nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }
}
