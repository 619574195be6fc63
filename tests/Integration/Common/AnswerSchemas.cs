using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Vemap.Integration.Common;

/// <summary>Holds JSON against the schemas of the document, by JSON Schema and stricter: nothing may come that the document does not name, and instants are in UTC.</summary>
internal sealed class AnswerSchemas
{
    private const string Home = "https://vemap.test/openapi";
    private static readonly EvaluationOptions Strictly = new() { OutputFormat = OutputFormat.Hierarchical, RequireFormatValidation = true };
    private readonly BuildOptions options = new() { Dialect = Dialect.Draft202012, SchemaRegistry = new SchemaRegistry() };
    private readonly ConcurrentDictionary<string, JsonSchema> built = new();

    /// <param name="components">What the document's references lead to.</param>
    public AnswerSchemas(JsonElement components)
    {
        var shared = Strict(components.GetRawText())!.AsObject();
        foreach (var (_, schema) in shared) NeverNull(schema!.AsObject());
        JsonSchema.FromText(new JsonObject { ["$id"] = Home, ["$defs"] = shared }.ToJsonString(), options);
    }

    public IReadOnlyList<string> Faults(JsonElement value, JsonElement schema) => [.. Faults(Build(schema.GetRawText()).Evaluate(value, Strictly))];

    // One at a time: each is written down in the registry.
    private JsonSchema Build(string schema)
    {
        if (built.TryGetValue(schema, out var ready)) return ready;
        lock (options) return built.GetOrAdd(schema, text => JsonSchema.FromText(Strict(text)!.ToJsonString(), options));
    }

    // A part that holds says nothing, though of several choices it holds all but one may have failed.
    private static IEnumerable<string> Faults(EvaluationResults result)
    {
        if (result.IsValid) return [];
        List<string> all = [.. (result.Errors ?? []).Select(error => Fault(result.InstanceLocation.ToString(), error.Key, error.Value)), .. (result.Details ?? []).SelectMany(Faults)];
        // Some keywords fail without a word.
        return all.Count > 0 ? all : [$"{result.InstanceLocation} fails: {result.SchemaLocation}"];
    }

    private static string Fault(string pointer, string keyword, string told) => keyword.Length == 0 ? $"{pointer} is not in the document" : $"{pointer} {keyword}: {told}";

    private static JsonNode? Strict(string schema)
    {
        var node = JsonNode.Parse(schema.Replace("#/components/schemas/", $"{Home}#/$defs/", StringComparison.Ordinal));
        Tighten(node);
        return node;
    }

    private static void Tighten(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list) Tighten(item);
        }

        if (node is not JsonObject schema) return;
        foreach (var (_, inner) in schema) Tighten(inner);
        if (schema["properties"] is JsonObject && !schema.ContainsKey("additionalProperties")) schema["additionalProperties"] = false;
        if (schema["format"] is JsonValue format && format.TryGetValue<string>(out var name) && name == "date-time") schema["pattern"] = "Z$";
    }

    // What may be null says so where it stands, as one of two choices, of which just one may hold.
    private static void NeverNull(JsonObject schema)
    {
        var types = schema["type"] is JsonArray several ? several.Select(type => type!.GetValue<string>()) : schema.ContainsKey("type") ? null : ["object", "array", "string", "number", "boolean"];
        if (types is not null) schema["type"] = new JsonArray([.. types.Where(type => type != "null").Select(type => JsonValue.Create(type))]);
    }
}
