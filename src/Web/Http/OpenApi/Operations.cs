using System.Xml.Linq;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.OpenApi;
using Vemap.Application;

namespace Vemap.Web.Http.OpenApi;

/// <summary>Summaries, If-Match and the types of path and query values.</summary>
internal static class Operations
{
    // The summary of the request in the code is also the summary of the operation.
    private static readonly Lazy<Dictionary<string, string>> Summaries = new(() =>
        XDocument.Load(Path.ChangeExtension(ApplicationModule.Assembly.Location, ".xml"))
            .Descendants("member")
            .Where(member => member.Element("summary") is not null)
            .ToDictionary(member => member.Attribute("name")!.Value, member => OneLine(member.Element("summary")!.Value)));

    public static void Complete(OpenApiOperation operation, ApiDescription description)
    {
        var metadata = description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<SendsMetadata>().FirstOrDefault() is { } sends)
            operation.Summary = Summaries.Value.GetValueOrDefault($"T:{sends.Request.FullName}");
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            var type = description.ParameterDescriptions.FirstOrDefault(described => described.Name == parameter.Name)?.ParameterDescriptor?.ParameterType;
            if (type is not null && Schemas.Of(type) is { } known) parameter.Schema = known;
            parameter.Name = QueryForm.NameOf(parameter.Name!);
            // A query key stands there once: its values are separated by commas.
            if (parameter.Schema?.Type == JsonSchemaType.Array) (parameter.Style, parameter.Explode) = (ParameterStyle.Form, false);
        }

        Responses.Complete(operation, metadata);
        if (metadata.OfType<NeedsIfMatch>().Any()) (operation.Parameters ??= []).Add(IfMatch());
    }

    private static string OneLine(string summary) => string.Join(' ', summary.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static OpenApiParameter IfMatch() => new()
    {
        Name = "If-Match",
        In = ParameterLocation.Header,
        Required = true,
        Description = "The ETag of the version that you read, such as \"v3\".",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 20 },
    };
}
