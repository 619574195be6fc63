using System.Text.Json;
using System.Text.Json.Nodes;

namespace Vemap.Integration.Isolation;

/// <summary>Makes bodies and queries from the document alone. Every free text is the sentinel, so that a log test can look for it; every id comes from the caller.</summary>
internal sealed class Examples(ApiDocument document, string sentinel)
{
    private int made;

    // What a schema cannot say: forms, and values that must fit each other.
    private static readonly Dictionary<string, Func<string, JsonNode?>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["geometry"] = _ => JsonNode.Parse("""{ "type": "LineString", "coordinates": [[4.64, 52.38], [4.66, 52.39]] }"""),
        ["interestArea"] = _ => JsonNode.Parse("""{ "type": "Point", "coordinates": [4.64, 52.38] }"""),
        ["startsAt"] = _ => DateTimeOffset.UtcNow.Date.AddDays(20).ToString("yyyy-MM-dd") + "T20:00:00Z",
        ["endsAt"] = _ => DateTimeOffset.UtcNow.Date.AddDays(24).ToString("yyyy-MM-dd") + "T20:00:00Z",
        ["sendAt"] = _ => null,
        ["at"] = _ => null,
        ["expectedEndAt"] = _ => DateTimeOffset.UtcNow.AddHours(30).ToString("yyyy-MM-ddTHH:mm:ssZ"),
        ["from"] = _ => "21:00:00",
        ["to"] = _ => "05:00:00",
        ["exceptions"] = _ => new JsonArray(),
        ["weekdays"] = _ => new JsonArray(),
        ["email"] = sentinel => $"{sentinel}@secret.vemap.test",
        ["senderAddress"] = sentinel => $"{sentinel}@secret.vemap.test",
        ["fromAddress"] = sentinel => $"{sentinel}@secret.vemap.test",
        ["replyTo"] = sentinel => $"{sentinel}.reply@secret.vemap.test",
        ["fallbackEmail"] = sentinel => $"{sentinel}.fallback@secret.vemap.test",
        ["allowedAddresses"] = sentinel => new JsonArray($"{sentinel}@secret.vemap.test"),
        ["language"] = _ => "nl",
        ["slug"] = sentinel => sentinel[^30..],
        ["code"] = sentinel => sentinel[^12..],
        ["role"] = _ => "manager",
        ["bbox"] = _ => "4.5,52.2,4.8,52.5",
        ["roadNumber"] = _ => "N201",
        ["hectometerFrom"] = _ => 12.3,
        ["hectometerTo"] = _ => "14.1a",
        ["endsAfterDays"] = _ => 1,
        ["area"] = _ => JsonNode.Parse("""{ "west": 2.5, "south": 50.5, "east": 7.5, "north": 56 }"""),
        ["phone"] = _ => "+31 20 555 01 23",
        ["dutyDesk"] = _ => "+31 20 555 01 24",
        ["accentColour"] = _ => "#0b5cad",
        ["hindrance"] = _ => JsonNode.Parse("""{ "scheme": "class", "value": "3" }"""),
        ["measures"] = _ => JsonNode.Parse("""[{ "kind": "full-closure", "modes": ["cars"], "emergencyServices": "free", "publicTransport": "none" }]"""),
        ["contentType"] = _ => "application/pdf",
        ["sha256"] = _ => new string('a', 64),
        ["size"] = _ => 1000,
        ["newPassword"] = sentinel => $"{sentinel}-2026",
        ["texts"] = sentinel => new JsonArray(new JsonObject { ["language"] = "nl", ["subject"] = sentinel, ["html"] = $"<p>{sentinel}</p>" }),
        ["html"] = sentinel => $"<p>{sentinel}</p>",
    };

    /// <summary>The body of an operation; with <paramref name="minimal"/> only what is required.</summary>
    public JsonNode? Body(ApiOperation operation, Func<string, string?> id, bool minimal) =>
        operation.Body is { } schema ? new Writer(document, Text(), id, minimal).Write(operation.Name switch { "CreateFile" => "pdf", "CreateLogo" => "png", _ => "" }, schema) : null;

    /// <summary>Query values of an operation: the ids it can be asked with, and the sentinel for every free text.</summary>
    public string Query(ApiOperation operation, Func<string, string?> id)
    {
        var parts = operation.Parameters.Where(parameter => parameter is { In: "query", Name: not ("cursor" or "limit" or "from" or "to") })
            .Select(parameter => (parameter.Name, Value: parameter.IsId ? id(parameter.Name) : Text(parameter)))
            .Where(part => part.Value is not null);
        return string.Join('&', parts.Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
    }

    /// <summary>The names of the ids in body and query: those that a caller could fill with somebody else's.</summary>
    public IReadOnlySet<string> IdsAsked(ApiOperation operation)
    {
        var asked = new HashSet<string>();
        _ = Query(operation, Note);
        _ = Body(operation, Note, minimal: false);
        return asked;

        string? Note(string name)
        {
            asked.Add(name);
            return Guid.Empty.ToString();
        }
    }

    // Another one each time: names are used once.
    private string Text() => $"{sentinel}-{Interlocked.Increment(ref made):x4}";

    private string? Text(ApiParameter parameter)
    {
        if (Known.TryGetValue(parameter.Name, out var known)) return known(sentinel)?.ToString();
        var schema = parameter.Schema;
        return schema.TypeOf() == "string" && !schema.TryGetProperty("enum", out _) && !schema.TryGetProperty("format", out _) ? sentinel : null;
    }

    /// <summary>Writes one body.</summary>
    private sealed class Writer(ApiDocument document, string text, Func<string, string?> id, bool minimal)
    {
        private bool picture;

        public JsonNode? Write(string name, JsonElement given)
        {
            picture |= name == "png";
            var schema = document.Resolve(given);
            if (schema.IsUuid()) return id(name);
            if (name == "contentType" && picture) return "image/png";
            if (Known.TryGetValue(name, out var known)) return known(text);
            if (schema.TryGetProperty("enum", out var values)) return values.EnumerateArray().First(value => value.ValueKind == JsonValueKind.String).GetString();
            return schema.TypeOf() switch
            {
                "object" => Object(name, schema),
                "array" => schema.TryGetProperty("items", out var items) && Write(name, items) is { } item ? new JsonArray(item) : new JsonArray(),
                "integer" or "number" => schema.TryGetProperty("minimum", out var least) ? JsonNode.Parse(least.GetRawText()) : 1,
                "boolean" => false,
                "string" => String(schema),
                _ => new JsonObject(),
            };
        }

        // The id of one of the "phases" is a phaseId.
        private static string NameOf(string property, string holder) => property == "id" ? $"{holder.TrimEnd('s')}Id" : property;

        private string String(JsonElement schema) => schema.FormatOf() switch
        {
            "date-time" => DateTimeOffset.UtcNow.AddDays(1).ToString("yyyy-MM-ddTHH:mm:ssZ"),
            "date" => DateTimeOffset.UtcNow.AddDays(1).ToString("yyyy-MM-dd"),
            "time" => "21:00:00",
            _ => schema.TryGetProperty("maxLength", out var longest) && longest.GetInt32() < text.Length ? text[^longest.GetInt32()..] : text,
        };

        private JsonObject Object(string holder, JsonElement schema)
        {
            var written = new JsonObject();
            if (!schema.TryGetProperty("properties", out var properties)) return written;
            var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()!).ToHashSet() : [];
            foreach (var property in properties.EnumerateObject().Where(property => !minimal || required.Contains(property.Name)))
            {
                var value = holder is "pdf" or "png" && property.Name == "name" ? $"{text}.{holder}" : Write(NameOf(property.Name, holder), property.Value);
                if (value is not null || required.Contains(property.Name)) written[property.Name] = value;
            }

            return written;
        }
    }
}
