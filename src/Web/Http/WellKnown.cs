using System.Net.Mime;
using System.Text.Json;
using Vemap.Application.Common.Ports;

namespace Vemap.Web.Http;

/// <summary>What others need in order to check access tokens of this API: the discovery document and the public keys.</summary>
internal static class WellKnown
{
    private const string Keys = "/.well-known/jwks.json";

    public static void MapWellKnown(this IEndpointRouteBuilder routes, IConfiguration configuration)
    {
        var issuer = IdentityAddress.From(configuration).Issuer;
        var discovery = new Discovery(issuer, issuer + Keys, ["token"], ["public"], ["RS256"]);
        routes.MapGet("/.well-known/openid-configuration", (HttpContext context) => Publicly(context, Results.Json(discovery, DiscoveryJson)))
            .ExcludeFromDescription();
        routes.MapGet(Keys, async (HttpContext context, IPublishedKeys keys, CancellationToken cancellationToken) =>
            Publicly(context, Results.Text(await keys.JsonWebKeySetAsync(cancellationToken), MediaTypeNames.Application.Json))).ExcludeFromDescription();
    }

    private static JsonSerializerOptions DiscoveryJson { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static IResult Publicly(HttpContext context, IResult result)
    {
        context.Response.Headers.CacheControl = "public, max-age=300";
        return result;
    }

    private sealed record Discovery(
        string Issuer,
        string JwksUri,
        IReadOnlyList<string> ResponseTypesSupported,
        IReadOnlyList<string> SubjectTypesSupported,
        IReadOnlyList<string> IdTokenSigningAlgValuesSupported);
}
