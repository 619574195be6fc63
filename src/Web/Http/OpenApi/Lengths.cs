using FluentValidation;
using FluentValidation.Validators;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Vemap.Web.Http.OpenApi;

/// <summary>What the validators know of lengths and bounds, told to clients too.</summary>
internal static class Lengths
{
    public static void Complete(OpenApiDocument document, OpenApiDocumentTransformerContext context)
    {
        var requests = context.DescriptionGroups.SelectMany(group => group.Items)
            .SelectMany(item => item.ActionDescriptor.EndpointMetadata.OfType<SendsMetadata>())
            .Select(sends => sends.Request);
        foreach (var request in requests)
        {
            if (request.GetProperty("Body")?.PropertyType is not { } body || !document.Components!.Schemas!.TryGetValue(body.Name, out var schema)) continue;
            if (context.ApplicationServices.GetService(typeof(IValidator<>).MakeGenericType(request)) is IValidator validator) Complete((OpenApiSchema)schema, validator);
        }
    }

    private static void Complete(OpenApiSchema schema, IValidator validator)
    {
        foreach (var member in validator.CreateDescriptor().GetMembersWithValidators().Where(member => member.Key.StartsWith("Body.", StringComparison.Ordinal)))
        {
            var name = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(member.Key["Body.".Length..]);
            if (schema.Properties is null || !schema.Properties.TryGetValue(name, out var found) || found is not OpenApiSchema property) continue;
            foreach (var (rule, _) in member) Complete(property, rule);
        }
    }

    private static void Complete(OpenApiSchema property, IPropertyValidator rule)
    {
        if (rule is ILengthValidator { Max: > 0 } length && property.Type?.HasFlag(JsonSchemaType.String) == true) property.MaxLength = length.Max;
        if (rule is IBetweenValidator { From: int from, To: int to }) (property.Minimum, property.Maximum) = (from.ToString(), to.ToString());
    }
}
