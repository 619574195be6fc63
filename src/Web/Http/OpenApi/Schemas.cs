using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Vemap.Domain.Closures;

namespace Vemap.Web.Http.OpenApi;

/// <summary>Schemas of ids, instants and enums, and default bounds, none of which the framework knows.</summary>
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
            (schema.Type, schema.Format, schema.MaxLength, schema.Enum) = (known.Type | nullable, known.Format, known.MaxLength, known.Enum);
            (schema.Properties, schema.Required) = (null, null);
        }
        else if (plain.IsEnum && schema.Enum is { Count: > 0 })
        {
            schema.Type = JsonSchemaType.String;
            schema.Description = "More values may be added; clients must accept unknown ones.";
        }

        if (schema.Type is { } kind) Bound(schema, kind, plain);
    }

    /// <summary>The schema of a value that travels as one text, or null.</summary>
    public static OpenApiSchema? Of(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsAssignableTo(typeof(IId)) || plain == typeof(Guid)) return Text("uuid", 36);
        if (plain == typeof(DateTimeOffset) || plain == typeof(Instant)) return Text("date-time", 40);
        if (plain == typeof(DateOnly)) return Text("date", 10);
        // A time of day in the Netherlands, without a zone.
        if (plain == typeof(TimeOnly)) return Text("time-local", 8);
        // A number, or with a letter a text.
        if (plain == typeof(Hectometer)) return new OpenApiSchema { Type = JsonSchemaType.Number | JsonSchemaType.String, MaxLength = Hectometer.MaxLength };
        if (Choices.EnumOf(plain) is { } choice) return Choice(choice);
        return Choices.SeveralOf(plain) is { } several ? Several(several) : null;
    }

    private static OpenApiSchema Text(string format, int length) => new() { Type = JsonSchemaType.String, Format = format, MaxLength = length };

    private static OpenApiSchema Several(Type @enum) =>
        new() { Type = JsonSchemaType.Array, MinItems = 1, MaxItems = Enum.GetNames(@enum).Length, UniqueItems = true, Items = Choice(@enum) };

    private static OpenApiSchema Choice(Type @enum) =>
        new() { Type = JsonSchemaType.String, MaxLength = 100, Enum = [.. Choices.NamesOf(@enum).Select(name => (JsonNode)name)] };

    private static void Bound(OpenApiSchema schema, JsonSchemaType kind, Type type)
    {
        if (kind.HasFlag(JsonSchemaType.String)) schema.MaxLength ??= LongestText;
        if (kind.HasFlag(JsonSchemaType.Integer)) (schema.Minimum, schema.Maximum) = (schema.Minimum ?? "0", schema.Maximum ?? int.MaxValue.ToString());
        if (!kind.HasFlag(JsonSchemaType.Array)) return;
        schema.MaxItems ??= LongestList;
        // The framework does not describe items whose type has a converter.
        if (ItemOf(type) is { } item && Of(item) is { } known) schema.Items = known;
    }

    private static Type? ItemOf(Type type) => type.IsArray ? type.GetElementType() : type.IsGenericType ? type.GetGenericArguments()[0] : null;
}
