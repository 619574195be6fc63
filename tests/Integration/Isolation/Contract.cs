using System.Text.Json;

namespace Vemap.Integration.Isolation;

/// <summary>The served OpenAPI document, as the matrix reads it.</summary>
internal sealed class Contract(JsonElement document)
{
    private static readonly string[] Methods = ["get", "post", "put", "delete"];

    public IReadOnlyList<Operation> Operations { get; } =
    [
        .. from path in document.GetProperty("paths").EnumerateObject()
           from method in path.Value.EnumerateObject()
           where Methods.Contains(method.Name)
           select new Operation(method.Value.GetProperty("operationId").GetString()!, new HttpMethod(method.Name.ToUpperInvariant()), Base(document) + path.Name, [.. Parameters(path.Value), .. Parameters(method.Value)], Body(method.Value)),
    ];

    /// <summary>A schema with its reference followed, and of a nullable one the part that is not null.</summary>
    public JsonElement Resolve(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference)) return Resolve(document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]));
        foreach (var choice in (string[])["oneOf", "anyOf", "allOf"])
        {
            if (schema.TryGetProperty(choice, out var options)) return Resolve(options.EnumerateArray().First(option => !IsNull(option)));
        }

        return schema;
    }

    /// <summary>The names of all ids in a schema, however deep; the id of one of the "phases" is a phaseId.</summary>
    public IEnumerable<string> IdsIn(JsonElement given, string name = "")
    {
        var schema = Resolve(given);
        if (schema.TryGetProperty("format", out var format) && format.GetString() == "uuid") return [name];
        if (schema.TryGetProperty("items", out var items)) return IdsIn(items, name);
        return schema.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().SelectMany(property => IdsIn(property.Value, property.Name == "id" ? $"{name.TrimEnd('s')}Id" : property.Name))
            : [];
    }

    // Paths stand below the server's address, such as /v1.
    private static string Base(JsonElement document) => new Uri(new Uri("http://localhost"), document.GetProperty("servers")[0].GetProperty("url").GetString()).AbsolutePath.TrimEnd('/');

    private static bool IsNull(JsonElement schema) => schema.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() == "null";

    private static IEnumerable<Parameter> Parameters(JsonElement holder) =>
        holder.TryGetProperty("parameters", out var all)
            ? all.EnumerateArray().Select(parameter => new Parameter(parameter.GetProperty("name").GetString()!, parameter.GetProperty("in").GetString()!, parameter.GetProperty("schema")))
            : [];

    private static JsonElement? Body(JsonElement operation) =>
        operation.TryGetProperty("requestBody", out var body) ? body.GetProperty("content").GetProperty("application/json").GetProperty("schema") : null;
}

internal sealed record Parameter(string Name, string In, JsonElement Schema)
{
    public bool IsId => Schema.TryGetProperty("format", out var format) && format.GetString() == "uuid";
}

internal sealed record Operation(string Name, HttpMethod Method, string Path, IReadOnlyList<Parameter> Parameters, JsonElement? Body)
{
    public bool IsRead => Method == HttpMethod.Get;

    public bool NeedsIfMatch => Parameters.Any(parameter => parameter.In == "header" && parameter.Name == "If-Match");

    public IEnumerable<Parameter> PathIds => Parameters.Where(parameter => parameter is { In: "path", IsId: true });
}
