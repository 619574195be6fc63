using System.Text.Json;

namespace Vemap.Integration.Ground;

/// <summary>A property of a schema, or a parameter of an operation.</summary>
internal sealed record Field(string Holder, string Name, string Shape, string? Type, bool IsId, bool AreIds)
{
    public bool IsList => Type == "array";

    public bool IsNumber => Type is "integer" or "number";

    /// <summary>Every property of every schema, and every parameter.</summary>
    public static IEnumerable<Field> Of(ApiDocument document) =>
        document.Schemas().SelectMany(schema => schema.Value.Properties().Select(property => Of(document, schema.Name, property.Name, property.Value)))
            .Concat(document.Operations.SelectMany(operation => operation.Parameters.Select(parameter => Of(document, operation.Name, parameter.Name, parameter.Schema))));

    public override string ToString() => $"{Holder}.{Name}: {Shape}";

    private static Field Of(ApiDocument document, string holder, string name, JsonElement schema)
    {
        var resolved = document.Resolve(schema);
        var items = resolved.TryGetProperty("items", out var item) ? document.Resolve(item) : default;
        return new Field(holder, name, ShapeOf(schema), resolved.TypeOf(), resolved.IsUuid(), items.ValueKind == JsonValueKind.Object && items.IsUuid());
    }

    // An id by the thing it names, an object by the name of its schema, anything else by type and format; nullable or not.
    private static string ShapeOf(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference)) return reference.GetString()!.Split('/')[^1];
        if (schema.TryGetProperty("oneOf", out var choices)) return ShapeOf(choices.EnumerateArray().First(choice => choice.TypeOf() != "null"));
        if (schema.TryGetProperty("items", out var items)) return $"list of {ShapeOf(items)}";
        return schema.IsUuid() ? "uuid" : $"{schema.TypeOf()} {schema.FormatOf()}".Trim();
    }
}
