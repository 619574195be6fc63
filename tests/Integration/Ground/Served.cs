using System.Text.Json;

namespace Vemap.Integration.Ground;

/// <summary>The served OpenAPI document, as its tests read it.</summary>
internal sealed class Served(JsonElement document)
{
    private readonly Lazy<Dictionary<(string, int), List<ServedOperation>>> all = new(() =>
        new Served(document).Operations().GroupBy(operation => (operation.Method, ("/v1" + operation.Path).Split('/').Length)).ToDictionary(group => group.Key, group => group.OrderBy(operation => operation.Path.Count(sign => sign == '{')).ToList()));

    /// <summary>Every property of every schema, and every parameter.</summary>
    public IEnumerable<Field> Fields() =>
        Schemas().SelectMany(schema => Properties(schema.Value).Select(property => FieldOf(schema.Name, property.Name, property.Value)))
            .Concat(Operations().SelectMany(operation => operation.Parameters().Select(parameter => FieldOf(operation.Name, parameter.GetProperty("name").GetString()!, parameter.GetProperty("schema")))));

    public IEnumerable<ServedOperation> Operations() =>
        from path in document.GetProperty("paths").EnumerateObject()
        from method in path.Value.EnumerateObject()
        where method.Value.ValueKind == JsonValueKind.Object && method.Value.TryGetProperty("operationId", out _)
        select new ServedOperation(path.Name, method.Name, method.Value);

    /// <summary>The operation that a request came to, or null: another path, or a method that the path does not know.</summary>
    public ServedOperation? Find(HttpMethod method, string path)
    {
        var parts = path.Split('/');
        return all.Value.GetValueOrDefault((method.Method.ToLowerInvariant(), parts.Length))?
            .Find(operation => ("/v1" + operation.Path).Split('/').Zip(parts).All(pair => pair.First == pair.Second || pair.First.StartsWith('{')));
    }

    public IEnumerable<JsonProperty> Schemas() => document.GetProperty("components").GetProperty("schemas").EnumerateObject();

    /// <summary>A schema with its reference followed, and of a nullable one the part that is not null.</summary>
    public JsonElement Resolve(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference)) return Resolve(document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]));
        return schema.TryGetProperty("oneOf", out var choices) ? Resolve(choices.EnumerateArray().First(choice => TypeOf(choice) != "null")) : schema;
    }

    /// <summary>What is not as the schema has it, in a value and in all that lies in it.</summary>
    public IEnumerable<string> Faults(JsonElement value, JsonElement given, string pointer = "")
    {
        if (value.ValueKind == JsonValueKind.Null) return IsNullable(given) ? [] : [$"{pointer} is null"];
        var schema = Resolve(given);
        return value.ValueKind switch
        {
            JsonValueKind.Object => Is(schema, "object", pointer).Concat(OfObject(value, schema, pointer)),
            JsonValueKind.Array => Is(schema, "array", pointer).Concat(OfList(value, schema, pointer)),
            JsonValueKind.String => Is(schema, "string", pointer).Concat(OfText(value.GetString()!, schema, pointer)),
            JsonValueKind.Number => Is(schema, "number", pointer).Concat(OfNumber(value.GetDecimal(), schema, pointer)),
            _ => Is(schema, "boolean", pointer),
        };
    }

    private static IEnumerable<string> Is(JsonElement schema, string type, string pointer) =>
        TypeOf(schema) is { } told && told != type && !(told == "integer" && type == "number") ? [$"{pointer} is no {told}"] : [];

    private IEnumerable<string> OfObject(JsonElement value, JsonElement schema, string pointer)
    {
        if (!schema.TryGetProperty("properties", out var properties)) return [];
        var missing = schema.TryGetProperty("required", out var required) ? required.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{pointer}/{name} is missing") : [];
        return missing.Concat(value.EnumerateObject().SelectMany(member =>
            properties.TryGetProperty(member.Name, out var property) ? Faults(member.Value, property, $"{pointer}/{member.Name}") : [$"{pointer}/{member.Name} is not in the document"]));
    }

    private IEnumerable<string> OfList(JsonElement value, JsonElement schema, string pointer)
    {
        if (schema.TryGetProperty("maxItems", out var most) && value.GetArrayLength() > most.GetInt32()) yield return $"{pointer} has {value.GetArrayLength()} items";
        if (!schema.TryGetProperty("items", out var items)) yield break;
        foreach (var fault in value.EnumerateArray().SelectMany(item => Faults(item, items, $"{pointer}/…"))) yield return fault;
    }

    private static IEnumerable<string> OfText(string value, JsonElement schema, string pointer)
    {
        if (schema.TryGetProperty("maxLength", out var longest) && value.Length > longest.GetInt32()) yield return $"{pointer} has {value.Length} characters";
        if (schema.TryGetProperty("enum", out var values) && values.EnumerateArray().All(one => one.ValueKind != JsonValueKind.String || one.GetString() != value)) yield return $"{pointer} is {value}";
        if (Format(schema) == "uuid" && !Guid.TryParseExact(value, "D", out _)) yield return $"{pointer} is no UUID";
        if (Format(schema) == "date-time" && !(value.EndsWith('Z') && DateTimeOffset.TryParse(value, out _))) yield return $"{pointer} is no instant in UTC";
    }

    private static IEnumerable<string> OfNumber(decimal value, JsonElement schema, string pointer)
    {
        if (schema.TryGetProperty("minimum", out var least) && value < least.GetDecimal()) yield return $"{pointer} is {value}";
        if (schema.TryGetProperty("maximum", out var most) && value > most.GetDecimal()) yield return $"{pointer} is {value}";
    }

    private static bool IsNullable(JsonElement schema) =>
        schema.TryGetProperty("oneOf", out var choices) ? choices.EnumerateArray().Any(choice => choice.TryGetProperty("type", out var one) && one.ValueKind == JsonValueKind.String && one.GetString() == "null")
        : !schema.TryGetProperty("$ref", out _) && (!schema.TryGetProperty("type", out var type) || (type.ValueKind == JsonValueKind.Array && type.EnumerateArray().Any(one => one.GetString() == "null")));

    private static IEnumerable<JsonProperty> Properties(JsonElement schema) =>
        schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject() : [];

    private Field FieldOf(string holder, string name, JsonElement schema)
    {
        var resolved = Resolve(schema);
        var items = resolved.TryGetProperty("items", out var item) ? Resolve(item) : default;
        return new Field(holder, name, ShapeOf(schema), TypeOf(resolved), IsUuid(resolved), items.ValueKind == JsonValueKind.Object && IsUuid(items));
    }

    // An id by the thing it names, an object by the name of its schema, anything else by type and format; nullable or not.
    private string ShapeOf(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference)) return reference.GetString()!.Split('/')[^1];
        if (schema.TryGetProperty("oneOf", out var choices)) return ShapeOf(choices.EnumerateArray().First(choice => TypeOf(choice) != "null"));
        if (schema.TryGetProperty("items", out var items)) return $"list of {ShapeOf(items)}";
        return IsUuid(schema) ? "uuid" : $"{TypeOf(schema)} {Format(schema)}".Trim();
    }

    private static bool IsUuid(JsonElement schema) => Format(schema) == "uuid";

    private static string? Format(JsonElement schema) => schema.TryGetProperty("format", out var format) ? format.GetString() : null;

    private static string? TypeOf(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? null
        : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()).FirstOrDefault(one => one != "null")
        : type.GetString();
}

/// <summary>A property of a schema, or a parameter of an operation.</summary>
internal sealed record Field(string Holder, string Name, string Shape, string? Type, bool IsId, bool AreIds)
{
    public bool IsList => Type == "array";

    public bool IsNumber => Type is "integer" or "number";

    public override string ToString() => $"{Holder}.{Name}: {Shape}";
}

internal sealed record ServedOperation(string Path, string Method, JsonElement Said)
{
    public string Name => Said.GetProperty("operationId").GetString()!;

    public bool NeedsIfMatch => Asks("If-Match");

    public bool IsList => Asks("cursor");

    public IEnumerable<JsonElement> Parameters() => Said.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : [];

    public IReadOnlyList<string> Statuses() => [.. Said.GetProperty("responses").EnumerateObject().Select(answer => answer.Name)];

    public JsonElement Answer(string status) => Said.GetProperty("responses").GetProperty(status);

    /// <summary>The schema of an answer's JSON, or nothing when it has none.</summary>
    public JsonElement? Schema(string status) => Answer(status).TryGetProperty("content", out var content) ? content.EnumerateObject().First().Value.GetProperty("schema") : null;

    public IReadOnlyList<string> Headers(string status) => Answer(status).TryGetProperty("headers", out var headers) ? [.. headers.EnumerateObject().Select(header => header.Name)] : [];

    private bool Asks(string name) => Parameters().Any(parameter => parameter.GetProperty("name").GetString() == name);
}
