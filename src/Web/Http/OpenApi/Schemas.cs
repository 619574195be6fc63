using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Vemap.Domain.Closures;

namespace Vemap.Web.Http.OpenApi;

/// <summary>Ids, instants, enums and bounds, which the framework cannot know.</summary>
internal static class Schemas
{
    private const int LongestText = 10_000;
    private const int LongestList = 10_000;

    public static void Complete(OpenApiSchema schema, Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (Of(plain) is { } known)
        {
            var nullable = plain == type ? default : JsonSchemaType.Null;
            (schema.Type, schema.Format, schema.MaxLength, schema.Enum, schema.Properties, schema.Required) = (known.Type | nullable, known.Format, known.MaxLength, known.Enum, null, null);
        }
        else if (plain.IsEnum && schema.Enum is { Count: > 0 })
        {
            schema.Type = JsonSchemaType.String;
            schema.Description = "More values may be added; accept unknown ones.";
        }

        if (schema.Type is { } kind) Bound(schema, kind, plain);
    }

    /// <summary>The schema of a value that travels as one text, or null.</summary>
    public static OpenApiSchema? Of(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsAssignableTo(typeof(IId)) || plain == typeof(Guid)) return new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid", MaxLength = 36 };
        if (plain == typeof(DateTimeOffset) || plain == typeof(Instant)) return new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time", MaxLength = 40 };
        if (plain == typeof(DateOnly)) return new OpenApiSchema { Type = JsonSchemaType.String, Format = "date", MaxLength = 10 };
        // A time of day in the Netherlands, without a zone.
        if (plain == typeof(TimeOnly)) return new OpenApiSchema { Type = JsonSchemaType.String, Format = "time-local", MaxLength = 8 };
        // A number, or with a letter a text.
        if (plain == typeof(Hectometer)) return new OpenApiSchema { Type = JsonSchemaType.Number | JsonSchemaType.String, MaxLength = Hectometer.MaxLength };
        if (Choices.EnumOf(plain) is { } choice) return Choice(choice);
        if (Choices.SeveralOf(plain) is { } several) return new OpenApiSchema { Type = JsonSchemaType.Array, MinItems = 1, MaxItems = Enum.GetNames(several).Length, UniqueItems = true, Items = Choice(several) };
        return null;
    }

    private static OpenApiSchema Choice(Type @enum) => new() { Type = JsonSchemaType.String, MaxLength = 100, Enum = [.. Choices.NamesOf(@enum).Select(name => (JsonNode)name)] };

    private static void Bound(OpenApiSchema schema, JsonSchemaType kind, Type type)
    {
        if (kind.HasFlag(JsonSchemaType.String)) schema.MaxLength ??= LongestText;
        if (kind.HasFlag(JsonSchemaType.Integer)) (schema.Minimum, schema.Maximum) = (schema.Minimum ?? "0", schema.Maximum ?? int.MaxValue.ToString());
        if (!kind.HasFlag(JsonSchemaType.Array)) return;
        schema.MaxItems ??= LongestList;
        // The framework leaves the items of converted types open.
        if (ItemOf(type) is { } item && Of(item) is { } known) schema.Items = known;
    }

    private static Type? ItemOf(Type type) => type.IsArray ? type.GetElementType() : type.IsGenericType ? type.GetGenericArguments()[0] : null;
}
