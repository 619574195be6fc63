using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace Vemap.Web.Http;

/// <summary>A JSON body, refused with all its faults at once before anything is made of it.</summary>
internal sealed record Body<T>(T Value) : IEndpointParameterMetadataProvider
{
    public static async ValueTask<Body<T>> BindAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType()) throw WebProblems.NotJson();
        var options = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        using var document = await ParseAsync(context);
        var faults = JsonShape.Faults(document.RootElement, options.GetTypeInfo(typeof(T)));
        if (faults.Count > 0) throw WebProblems.Invalid(faults);
        return new Body<T>(document.Deserialize<T>(options)!);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));

    private static async Task<JsonDocument> ParseAsync(HttpContext context)
    {
        try
        {
            return await JsonDocument.ParseAsync(context.Request.Body, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 32 }, context.RequestAborted);
        }
        catch (JsonException exception)
        {
            throw WebProblems.Malformed(exception.LineNumber, exception.BytePositionInLine);
        }
    }
}
