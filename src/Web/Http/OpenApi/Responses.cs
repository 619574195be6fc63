using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace Vemap.Web.Http.OpenApi;

/// <summary>How an operation can be refused, and which headers come with each of its answers.</summary>
internal static class Responses
{
    private static readonly int[] Anything =
    [
        StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict,
        StatusCodes.Status429TooManyRequests, StatusCodes.Status500InternalServerError, StatusCodes.Status503ServiceUnavailable,
    ];

    private static readonly Dictionary<string, string> Headers = new()
    {
        ["ETag"] = "The version of what is shown, for If-Match; such as \"v3\".",
        ["Location"] = "The path of what was made.",
        ["Link"] = "RFC 8288: the next page under rel=\"next\"; none on the last one.",
        ["Retry-After"] = "Seconds to wait before trying again.",
        ["API-Version"] = "The full version of the API.",
    };

    /// <summary>Adds the refusals that the operation can give.</summary>
    public static void Complete(OpenApiOperation operation, IList<object> metadata)
    {
        // A token is not looked at: demanding one would keep people from logging in.
        if (metadata.OfType<IAllowAnonymous>().Any()) operation.Security = [];
        operation.Responses ??= [];
        foreach (var sent in metadata.OfType<CarriesHeaders>()) Carry((OpenApiResponse)operation.Responses[sent.Status.ToString()], sent.Names);
        foreach (var status in Refusals(operation, metadata)) operation.Responses.TryAdd(status.ToString(), new OpenApiResponse { Description = ReasonPhrases.GetReasonPhrase(status) });
    }

    /// <summary>Gives every refusal its one shape, and every answer the headers that any answer has.</summary>
    public static void Complete(OpenApiDocument document)
    {
        foreach (var (status, response) in document.Paths.Values.SelectMany(path => path.Operations!.Values).SelectMany(operation => operation.Responses!))
        {
            var answer = (OpenApiResponse)response;
            if (int.Parse(status) >= StatusCodes.Status400BadRequest)
                answer.Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference("Problem", document) } };
            if (int.Parse(status) is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable) Carry(answer, ["Retry-After"]);
            Carry(answer, ["API-Version"]);
        }
    }

    private static IEnumerable<int> Refusals(OpenApiOperation operation, IList<object> metadata)
    {
        var refusals = Anything.Concat(metadata.OfType<Refuses>().Select(refusal => Problems.Status(refusal.Kind)));
        // Who reads does not lose a race.
        if (!metadata.OfType<HttpMethodMetadata>().Any(method => method.HttpMethods.Contains("GET"))) refusals = refusals.Append(StatusCodes.Status412PreconditionFailed);
        if (metadata.OfType<NeedsIfMatch>().Any()) refusals = refusals.Append(StatusCodes.Status428PreconditionRequired);
        if (operation.RequestBody is not null) refusals = refusals.Concat([StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType]);
        return refusals.Order();
    }

    private static void Carry(OpenApiResponse response, IEnumerable<string> names)
    {
        response.Headers ??= new Dictionary<string, IOpenApiHeader>();
        foreach (var name in names)
        {
            var schema = name == "Retry-After"
                ? new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "3600" }
                : new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = name is "Location" or "Link" ? 2000 : 20 };
            response.Headers[name] = new OpenApiHeader { Description = Headers[name], Schema = schema };
        }
    }
}
