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
        app.MapScalarApiReference("/docs", (options, context) =>
        {
            options.Title = "VEMAP API";
            options.OpenApiRoutePattern = "/v1/openapi.json";
            options.Servers = [new ScalarServer($"{context.Request.Scheme}://{context.Request.Host}/v1", "This program")];
            options.Nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceBytes));
            options.DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp();
            context.Response.Headers.ContentSecurityPolicy =
                $"default-src 'none'; script-src 'self' 'nonce-{options.Nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
                + "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        }).ExcludeFromDescription();
    }
}
