using System.Text.Json;
using FluentValidation;
using FluentValidation.Validators;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Vemap.Application.Common.Requests;

namespace Vemap.Web.Http.OpenApi;

/// <summary>Copies the lengths, counts and bounds of the validators into the schemas of bodies, of the objects in them, and of query parameters.</summary>
internal sealed class Lengths(OpenApiDocument document)
{
    public static void Complete(OpenApiDocument document, OpenApiDocumentTransformerContext context)
    {
        var requests = context.DescriptionGroups.SelectMany(group => group.Items)
            .SelectMany(item => item.ActionDescriptor.EndpointMetadata.OfType<SendsMetadata>())
            .ToDictionary(sends => sends.Request.Name, sends => sends.Request);
        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations!.Values))
        {
            if (context.ApplicationServices.GetService(typeof(IValidator<>).MakeGenericType(requests[operation.OperationId!])) is IValidator validator)
                new Lengths(document).Complete(Whole(operation), validator);
        }
    }

    // The whole request as one schema, so that a rule finds Body.Title and Limit in the same way.
    private static OpenApiSchema Whole(OpenApiOperation operation)
    {
        var parts = (operation.Parameters ?? []).Where(parameter => parameter.In == ParameterLocation.Query)
            .ToDictionary(parameter => parameter.Name!, parameter => parameter.Schema!);
        if (operation.RequestBody?.Content?.Values.FirstOrDefault()?.Schema is { } body) parts["body"] = body;
        return new OpenApiSchema { Properties = parts };
    }

    private void Complete(OpenApiSchema schema, IValidator validator)
    {
        foreach (var rule in validator.CreateDescriptor().Rules)
        {
            var target = Follow(schema, rule.PropertyName ?? "");
            if (target is not null && IsForEach(rule)) target = Resolve(target.Items);
            if (target is null) continue;
            foreach (var component in rule.Components) Complete(target, component.Validator);
        }
    }

    private void Complete(OpenApiSchema schema, IPropertyValidator rule)
    {
        if (rule is IChildValidatorAdaptor) Complete(schema, ChildOf(rule));
        if (rule is ILengthValidator { Max: > 0 } length && schema.Type?.HasFlag(JsonSchemaType.String) == true) schema.MaxLength = length.Max;
        if (rule is ICountValidator count) schema.MaxItems = count.Max;
        if (rule is IBetweenValidator { From: int or long or decimal } between)
            (schema.Minimum, schema.Maximum) = (between.From.ToString(), between.To.ToString());
    }

    // "Window.From" of a phase. A path that the schema does not have, such as a computed property, is ignored.
    private OpenApiSchema? Follow(OpenApiSchema schema, string path)
    {
        var target = schema;
        foreach (var name in path.Split('.', StringSplitOptions.RemoveEmptyEntries).Select(JsonNamingPolicy.CamelCase.ConvertName))
            target = target?.Properties?.TryGetValue(name, out var property) == true ? Resolve(property) : null;
        return target;
    }

    private OpenApiSchema? Resolve(IOpenApiSchema? schema) => schema switch
    {
        OpenApiSchemaReference reference => Resolve(document.Components!.Schemas![reference.Reference.Id!]),
        OpenApiSchema { OneOf.Count: > 0 } choice => Resolve(choice.OneOf.First(one => one is OpenApiSchemaReference || one.Type != JsonSchemaType.Null)),
        _ => schema as OpenApiSchema,
    };

    private static bool IsForEach(IValidationRule rule) =>
        rule.GetType().GetInterfaces().Any(of => of.IsGenericType && of.GetGenericTypeDefinition() == typeof(ICollectionRule<,>));

    // The adaptor gives its validator only for a value in its context; ours depend on neither.
    private static IValidator ChildOf(IPropertyValidator adaptor)
    {
        var parent = adaptor.GetType().GetGenericArguments()[0];
        var context = Activator.CreateInstance(typeof(ValidationContext<>).MakeGenericType(parent), [null]);
        return (IValidator)adaptor.GetType().GetMethod("GetValidator")!.Invoke(adaptor, [context, null])!;
    }
}
