using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace Vemap.Web.Http;

/// <summary>A JSON body, refused with all its faults at once before anything is made of it. It can be left out where the endpoint's parameter is nullable.</summary>
internal sealed record Body<T>(T Value) : IEndpointParameterMetadataProvider
{
    public static async ValueTask<Body<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        if (!context.Request.HasJsonContentType()) return IsLeftOut(context.Request) && IsOptional(parameter) ? null : throw WebProblems.NotJson();
        var options = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        using var document = await ParseAsync(context);
        var faults = JsonShape.Faults(document.RootElement, options.GetTypeInfo(typeof(T)));
        if (faults.Count > 0) throw WebProblems.Invalid(faults);
        return new Body<T>(document.Deserialize<T>(options)!);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T), IsOptional(parameter)));

    private static bool IsLeftOut(HttpRequest request) => request.ContentType is null && request.ContentLength is null or 0 && !request.Headers.ContainsKey("Transfer-Encoding");

    private static bool IsOptional(ParameterInfo parameter) => new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable;

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
