using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace Vemap.Web.Http.OpenApi;

/// <summary>The refusals that an operation can give, and the headers of each of its answers.</summary>
internal static class Responses
{
    private static readonly int[] Anything =
    [
        StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden,
        StatusCodes.Status404NotFound, StatusCodes.Status409Conflict,
        StatusCodes.Status429TooManyRequests, StatusCodes.Status500InternalServerError, StatusCodes.Status503ServiceUnavailable,
    ];

    private static readonly int[] OfBodies =
        [StatusCodes.Status408RequestTimeout, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType];

    private static readonly Dictionary<string, string> Headers = new()
    {
        ["ETag"] = "The version of the resource, to be sent in If-Match; such as \"v3\".",
        ["Location"] = "The path of the new resource.",
        ["Link"] = "The next page under rel=\"next\" (RFC 8288); absent on the last page.",
        ["Retry-After"] = "Seconds to wait before trying again.",
        ["RateLimit"] = "The limit that is used up (draft-ietf-httpapi-ratelimit-headers): r is what remains, t the seconds until there is room.",
        ["RateLimit-Policy"] = "That limit's quota q and window w in seconds.",
        ["API-Version"] = "The full version of the API.",
    };

    /// <summary>Adds the refusals that the operation can give.</summary>
    public static void Complete(OpenApiOperation operation, IList<object> metadata)
    {
        // A token is ignored here; requiring one would keep people from logging in.
        if (metadata.OfType<IAllowAnonymous>().Any()) operation.Security = [];
        operation.Responses ??= [];
        foreach (var sent in metadata.OfType<CarriesHeaders>()) Carry((OpenApiResponse)operation.Responses[sent.Status.ToString()], sent.Names);
        foreach (var status in Refusals(operation, metadata))
            operation.Responses.TryAdd(status.ToString(), new OpenApiResponse { Description = ReasonPhrases.GetReasonPhrase(status) });
    }

    /// <summary>Gives every refusal the one shape, and every answer the headers that all answers have.</summary>
    public static void Complete(OpenApiDocument document)
    {
        foreach (var (status, response) in document.Paths.Values.SelectMany(path => path.Operations!.Values).SelectMany(operation => operation.Responses!))
        {
            var answer = (OpenApiResponse)response;
            if (int.Parse(status) >= StatusCodes.Status400BadRequest)
            {
                var problem = new OpenApiMediaType { Schema = new OpenApiSchemaReference("Problem", document) };
                answer.Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = problem };
            }

            if (int.Parse(status) is StatusCodes.Status429TooManyRequests) Carry(answer, ["Retry-After", "RateLimit", "RateLimit-Policy"]);
            if (int.Parse(status) is StatusCodes.Status503ServiceUnavailable) Carry(answer, ["Retry-After"]);
            Carry(answer, ["API-Version"]);
        }
    }

    private static IEnumerable<int> Refusals(OpenApiOperation operation, IList<object> metadata)
    {
        var refusals = Anything.Concat(metadata.OfType<Refuses>().Select(refusal => Problems.Status(refusal.Kind)));
        // A read cannot lose a race.
        var reads = metadata.OfType<HttpMethodMetadata>().Any(method => method.HttpMethods.Contains("GET"));
        if (!reads) refusals = refusals.Append(StatusCodes.Status412PreconditionFailed);
        if (metadata.OfType<NeedsIfMatch>().Any()) refusals = refusals.Append(StatusCodes.Status428PreconditionRequired);
        if (operation.RequestBody is not null) refusals = refusals.Concat(OfBodies);
        return refusals.Order();
    }

    private static int Longest(string name) => name switch
    {
        "Location" or "Link" => 2000,
        "RateLimit" or "RateLimit-Policy" => 100,
        _ => 20,
    };

    private static void Carry(OpenApiResponse response, IEnumerable<string> names)
    {
        response.Headers ??= new Dictionary<string, IOpenApiHeader>();
        foreach (var name in names)
        {
            var schema = name == "Retry-After"
                ? new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "86400" }
                : new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = Longest(name) };
            response.Headers[name] = new OpenApiHeader { Description = Headers[name], Schema = schema };
        }
    }
}
