using Microsoft.OpenApi;

namespace Vemap.Web.Http.OpenApi;

/// <summary>The document as a whole: its contact, its server, and the shape of every refusal.</summary>
internal static class Document
{
    public static void Complete(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "VEMAP",
            Version = ResponseHeaders.ApiVersion,
            Description = "Coordination of road closures: planning, approval, notification of everybody who must know, and proof of delivery. "
                + "A method that a path does not support is answered with 405 and the header Allow. Lengths of texts are counted in Unicode code points.",
            Contact = new OpenApiContact { Name = "VEMAP", Email = "api@vemap.example", Url = new Uri("https://vemap.example/api") },
        };
        document.Servers = [new OpenApiServer { Url = "https://api.vemap.example/v1" }];
        document.Components ??= new OpenApiComponents();
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas["Problem"] = Problem();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["bearer"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "An access token from POST /v1/auth/login.",
            },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] }];
        var paths = new OpenApiPaths();
        foreach (var (path, item) in document.Paths) paths[path["/v1".Length..]] = item;
        document.Paths = paths;
        Responses.Complete(document);
        foreach (var schema in document.Components.Schemas.Values)
        {
            OneLine(schema);
            foreach (var property in schema.Properties?.Values ?? []) OneLine(property);
        }
    }

    // A comment that is wrapped in the source is one line for readers of the API.
    private static void OneLine(IOpenApiSchema schema)
    {
        if (schema.Description is { } text) schema.Description = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static OpenApiSchema Problem() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "Problem details (RFC 9457); docs/problems.md explains the codes.",
        Required = new HashSet<string> { "type", "title", "status", "detail", "code", "traceId" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text(200),
            ["title"] = Text(100),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "400", Maximum = "599" },
            ["detail"] = Text(1000),
            ["instance"] = Text(Problems.LongestInstance),
            ["code"] = Text(100),
            ["traceId"] = Text(64),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                MaxItems = CommonProblems.MostErrors,
                Items = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Required = new HashSet<string> { "pointer", "code", "message" },
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["pointer"] = Text(CommonProblems.LongestPointer),
                        ["code"] = Text(100),
                        ["message"] = Text(1000),
                    },
                },
            },
        },
    };

    private static OpenApiSchema Text(int length) => new() { Type = JsonSchemaType.String, MaxLength = length };
}
