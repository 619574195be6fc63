using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Vemap.Application.Common;

namespace Vemap.Web.Http;

/// <summary>A JSON body. All its faults are reported at once, before it is deserialised. It may be absent where the endpoint's parameter is nullable.</summary>
internal sealed record Body<T>(T Value) : IEndpointParameterMetadataProvider
{
    public static async ValueTask<Body<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        if (!JsonText.IsIn(context.Request)) return IsAbsent(context.Request) && IsOptional(parameter) ? null : throw WebProblems.NotJson();
        using var document = JsonText.Parse(await RequestBody.ReadAsync(context));
        var faults = JsonShape.Faults(document.RootElement, Json.Options.GetTypeInfo(typeof(T)));
        if (faults.Count > 0) throw WebProblems.Invalid(faults);
        return new Body<T>(document.Deserialize<T>(Json.Options)!);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T), IsOptional(parameter)));

    private static bool IsAbsent(HttpRequest request) =>
        request.ContentType is null && request.ContentLength is null or 0 && !request.Headers.ContainsKey("Transfer-Encoding");

    private static bool IsOptional(ParameterInfo parameter) => new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable;
}
