using System.Xml.Linq;
using Microsoft.OpenApi;
using Vemap.Application;
using Vemap.Domain.Common;

namespace Vemap.Web.Http;

/// <summary>OpenAPI 3.1 at /v1/openapi.json, made by the framework and completed here to what the NLGov design rules ask.</summary>
internal static class OpenApi
{
    private static readonly string[] Refusals = ["400", "401", "403", "404", "409", "412", "415", "428", "429", "500"];

    public static void AddVemapOpenApi(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddSchemaTransformer((schema, context, _) =>
        {
            Complete(schema, context.JsonTypeInfo.Type);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            Complete(operation, context.Description.ActionDescriptor.EndpointMetadata);
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            Complete(document);
            return Task.CompletedTask;
        });
    });

    public static void MapVemapOpenApi(this WebApplication app) =>
        app.MapOpenApi("/v1/openapi.json").RequireCors(policy => policy.AllowAnyOrigin()).AllowAnonymous();

    private static void Complete(OpenApiSchema schema, Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        var nullable = plain == type ? default : JsonSchemaType.Null;
        if (Choices.EnumOf(plain) is { } choice)
            (schema.Type, schema.Enum) = (JsonSchemaType.String, [.. Choices.NamesOf(choice).Select(name => (System.Text.Json.Nodes.JsonNode)name)]);
        else if (plain.IsAssignableTo(typeof(IId)) || plain == typeof(Guid))
            (schema.Type, schema.Format, schema.MaxLength, schema.Properties) = (JsonSchemaType.String | nullable, "uuid", 36, null);
        else if (plain == typeof(DateTimeOffset))
            (schema.Type, schema.Format, schema.MaxLength) = (JsonSchemaType.String | nullable, "date-time", 40);
        else if (plain.IsEnum && schema.Enum is { Count: > 0 })
            (schema.Type, schema.Description) = (JsonSchemaType.String | nullable, "More values may be added; accept unknown ones.");
        if (schema.Type is { } kind)
        {
            if (kind.HasFlag(JsonSchemaType.String)) schema.MaxLength ??= 10_000;
            if (kind.HasFlag(JsonSchemaType.Array)) schema.MaxItems ??= 10_000;
            if (kind.HasFlag(JsonSchemaType.Integer)) (schema.Minimum, schema.Maximum) = (schema.Minimum ?? "0", schema.Maximum ?? int.MaxValue.ToString());
        }
    }

    private static void Complete(OpenApiOperation operation, IList<object> metadata)
    {
        operation.Summary = metadata.OfType<SendsMetadata>().Select(sends => Summary(sends.Request)).FirstOrDefault() ?? operation.Summary;
        if (metadata.OfType<NeedsIfMatch>().Any())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = "If-Match",
                In = ParameterLocation.Header,
                Required = true,
                Description = "The ETag of the version that you have seen, such as \"v3\".",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 20 },
            });
        }
    }

    private static void Complete(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "VEMAP",
            Version = ResponseHeaders.ApiVersion,
            Description = "Coordination of road closures: plan, approve, tell everybody who must know, and prove it.",
            Contact = new OpenApiContact { Name = "VEMAP", Email = "api@vemap.example", Url = new Uri("https://vemap.example/api") },
        };
        document.Servers = [new OpenApiServer { Url = "/v1" }];
        document.Components ??= new OpenApiComponents();
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas["Problem"] = Problem();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT", Description = "An access token of POST /v1/auth/login." },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] }];
        var paths = new OpenApiPaths();
        foreach (var (path, item) in document.Paths) paths[path["/v1".Length..]] = item;
        document.Paths = paths;
        foreach (var operation in paths.Values.SelectMany(path => path.Operations!.Values)) CompleteResponses(operation, document);
    }

    private static void CompleteResponses(OpenApiOperation operation, OpenApiDocument document)
    {
        foreach (var status in Refusals)
        {
            operation.Responses!.TryAdd(status, new OpenApiResponse
            {
                Description = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(int.Parse(status)),
                Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference("Problem", document) } },
            });
        }

        foreach (var response in operation.Responses!.Values.OfType<OpenApiResponse>())
        {
            response.Headers ??= new Dictionary<string, IOpenApiHeader>();
            response.Headers["API-Version"] = new OpenApiHeader { Description = "The full version of the API.", Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 20 } };
        }
    }

    private static OpenApiSchema Problem() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "RFC 9457; the codes are explained in docs/problems.md.",
        Required = new HashSet<string> { "type", "title", "status", "detail", "code", "traceId" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text(200),
            ["title"] = Text(100),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "400", Maximum = "599" },
            ["detail"] = Text(1000),
            ["instance"] = Text(2000),
            ["code"] = Text(100),
            ["traceId"] = Text(64),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                MaxItems = 1000,
                Items = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Required = new HashSet<string> { "pointer", "code", "message" },
                    Properties = new Dictionary<string, IOpenApiSchema> { ["pointer"] = Text(500), ["code"] = Text(100), ["message"] = Text(1000) },
                },
            },
        },
    };

    private static OpenApiSchema Text(int length) => new() { Type = JsonSchemaType.String, MaxLength = length };

    // The sentence on the request is written once, for readers of the code and of the API.
    private static string? Summary(Type request) =>
        XDocument.Load(Path.ChangeExtension(ApplicationModule.Assembly.Location, ".xml"))
            .Descendants("member")
            .FirstOrDefault(member => (string?)member.Attribute("name") == $"T:{request.FullName}")?
            .Element("summary")?.Value.Trim();
}
