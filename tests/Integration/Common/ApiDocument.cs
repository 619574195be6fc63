using System.Text.Json;

namespace Vemap.Integration.Common;

/// <summary>The served OpenAPI document, as every test reads it.</summary>
internal sealed class ApiDocument
{
    private readonly JsonElement components;
    private readonly AnswerSchemas answers;
    private readonly ILookup<(HttpMethod Method, int Parts), ApiOperation> operations;

    public ApiDocument(JsonElement document)
    {
        Document = document;
        components = document.GetProperty("components").GetProperty("schemas");
        answers = new AnswerSchemas(components);
        Operations = [.. Read(document)];
        operations = Operations.OrderBy(operation => operation.Path.Count(sign => sign == '{')).ToLookup(operation => (operation.Method, operation.Path.Split('/').Length));
    }

    public JsonElement Document { get; }

    public IReadOnlyList<ApiOperation> Operations { get; }

    public static async Task<ApiDocument> ReadAsync(HttpClient client) => new(await client.GetAsync("/v1/openapi.json").BodyAsync());

    public IEnumerable<JsonProperty> Schemas() => components.EnumerateObject();

    /// <summary>The operation that a request came to, or null: another path, or a method that the path does not know.</summary>
    public ApiOperation? Find(HttpMethod method, string path)
    {
        var parts = path.Split('/');
        return operations[(method, parts.Length)].FirstOrDefault(operation => operation.Path.Split('/').Zip(parts).All(pair => pair.First == pair.Second || pair.First.StartsWith('{')));
    }

    /// <summary>What is not as the schema has it, in a value and in all that lies in it.</summary>
    public IReadOnlyList<string> Faults(JsonElement value, JsonElement schema) => answers.Faults(value, schema);

    /// <summary>A schema with its reference followed, and of a nullable one the part that is not null.</summary>
    public JsonElement Resolve(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference)) return Resolve(components.GetProperty(reference.GetString()!.Split('/')[^1]));
        foreach (var choice in (string[])["oneOf", "anyOf", "allOf"])
        {
            if (schema.TryGetProperty(choice, out var options)) return Resolve(options.EnumerateArray().First(option => option.TypeOf() != "null"));
        }

        return schema;
    }

    /// <summary>The names of all ids in a schema, however deep; the id of one of the "phases" is a phaseId.</summary>
    public IEnumerable<string> IdsIn(JsonElement given, string name = "")
    {
        var schema = Resolve(given);
        if (schema.IsUuid()) return [name];
        if (schema.TryGetProperty("items", out var items)) return IdsIn(items, name);
        return schema.Properties().SelectMany(property => IdsIn(property.Value, property.Name == "id" ? $"{name.TrimEnd('s')}Id" : property.Name));
    }

    private static IEnumerable<ApiOperation> Read(JsonElement document)
    {
        // Paths stand below the server's address, such as /v1.
        var below = new Uri(new Uri("http://localhost"), document.GetProperty("servers")[0].GetProperty("url").GetString()).AbsolutePath.TrimEnd('/');
        return from path in document.GetProperty("paths").EnumerateObject()
               from method in path.Value.EnumerateObject()
               where method.Value.ValueKind == JsonValueKind.Object && method.Value.TryGetProperty("operationId", out _)
               select new ApiOperation(new HttpMethod(method.Name.ToUpperInvariant()), below + path.Name, [.. Parameters(path.Value), .. Parameters(method.Value)], method.Value);
    }

    private static IEnumerable<ApiParameter> Parameters(JsonElement holder) =>
        holder.TryGetProperty("parameters", out var all)
            ? all.EnumerateArray().Select(parameter => new ApiParameter(parameter.GetProperty("name").GetString()!, parameter.GetProperty("in").GetString()!, parameter.GetProperty("schema")))
            : [];
}

internal sealed record ApiParameter(string Name, string In, JsonElement Schema)
{
    public bool IsId => Schema.IsUuid();
}

/// <param name="Path">With what stands before it in the server's address.</param>
/// <param name="Said">All that the document says of it.</param>
internal sealed record ApiOperation(HttpMethod Method, string Path, IReadOnlyList<ApiParameter> Parameters, JsonElement Said)
{
    public string Name => Said.GetProperty("operationId").GetString()!;

    public bool IsRead => Method == HttpMethod.Get;

    public bool IsList => Parameters.Any(parameter => parameter is { In: "query", Name: "cursor" });

    public bool NeedsIfMatch => Parameters.Any(parameter => parameter is { In: "header", Name: "If-Match" });

    public IEnumerable<ApiParameter> PathIds => Parameters.Where(parameter => parameter is { In: "path", IsId: true });

    /// <summary>The schema of the body that it asks for, or nothing when it asks for none.</summary>
    public JsonElement? Body => Said.TryGetProperty("requestBody", out var body) ? body.GetProperty("content").GetProperty("application/json").GetProperty("schema") : null;

    public IReadOnlyList<string> Statuses() => [.. Said.GetProperty("responses").EnumerateObject().Select(answer => answer.Name)];

    public JsonElement Answer(string status) => Said.GetProperty("responses").GetProperty(status);

    /// <summary>The schema of an answer's JSON, or nothing when it has none.</summary>
    public JsonElement? Schema(string status) => Answer(status).TryGetProperty("content", out var content) ? content.EnumerateObject().First().Value.GetProperty("schema") : null;

    public IReadOnlyList<string> Headers(string status) => Answer(status).TryGetProperty("headers", out var headers) ? [.. headers.EnumerateObject().Select(header => header.Name)] : [];
}

/// <summary>Short ways to look into a schema.</summary>
internal static class SchemaWords
{
    /// <summary>Its type, and of a nullable one the type that is not null.</summary>
    public static string? TypeOf(this JsonElement schema) => !schema.TryGetProperty("type", out var type) ? null
        : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()).FirstOrDefault(one => one != "null")
        : type.GetString();

    public static string? FormatOf(this JsonElement schema) => schema.TryGetProperty("format", out var format) ? format.GetString() : null;

    public static bool IsUuid(this JsonElement schema) => schema.FormatOf() == "uuid";

    public static IEnumerable<JsonProperty> Properties(this JsonElement schema) => schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject() : [];
}
