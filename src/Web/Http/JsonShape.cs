using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Vemap.Domain.Closures;

namespace Vemap.Web.Http;

/// <summary>
/// Compares a JSON value with the shape of a type and finds all its faults, while deserialising would stop at the first. It stops when there are more
/// than an answer lists.
/// </summary>
internal static class JsonShape
{
    public static IReadOnlyList<FieldError> Faults(JsonElement value, JsonTypeInfo shape)
    {
        var faults = new List<FieldError>();
        Check(value, shape, "", faults);
        return faults;
    }

    private static void Check(JsonElement value, JsonTypeInfo shape, string pointer, List<FieldError> faults)
    {
        if (shape.Kind == JsonTypeInfoKind.Object && value.ValueKind == JsonValueKind.Object)
            CheckObject(value, shape, pointer, faults);
        else if (shape.Kind == JsonTypeInfoKind.Enumerable && value.ValueKind == JsonValueKind.Array)
            CheckItems(value, shape, pointer, faults);
        else
            CheckLeaf(value, shape, pointer, faults);
    }

    private static void CheckObject(JsonElement value, JsonTypeInfo shape, string pointer, List<FieldError> faults)
    {
        var members = shape.Properties.ToDictionary(property => property.Name);
        foreach (var given in value.EnumerateObject().TakeWhile(_ => faults.Count <= CommonProblems.MostErrors))
        {
            var at = $"{pointer}/{Escape(given.Name)}";
            if (!members.Remove(given.Name, out var member))
                faults.Add(new FieldError(at, "unknown-property", "There is no property of this name here."));
            else if (given.Value.ValueKind != JsonValueKind.Null)
                Check(given.Value, shape.Options.GetTypeInfo(member.PropertyType), at, faults);
            else if (!member.IsSetNullable && !member.PropertyType.IsNullableStruct())
                faults.Add(new FieldError(at, "null", "A value is required here, not null."));
        }

        faults.AddRange(members.Values.Where(member => member.IsRequired)
            .Select(member => new FieldError($"{pointer}/{Escape(member.Name)}", "missing", "This property is required.")));
    }

    private static void CheckItems(JsonElement value, JsonTypeInfo shape, string pointer, List<FieldError> faults)
    {
        var item = shape.Options.GetTypeInfo(shape.ElementType!);
        var index = 0;
        foreach (var element in value.EnumerateArray().TakeWhile(_ => faults.Count <= CommonProblems.MostErrors))
        {
            var at = $"{pointer}/{index++}";
            if (element.ValueKind == JsonValueKind.Null) faults.Add(new FieldError(at, "null", "A value is required here, not null."));
            else Check(element, item, at, faults);
        }
    }

    private static void CheckLeaf(JsonElement value, JsonTypeInfo shape, string pointer, List<FieldError> faults)
    {
        if (HasNul(value))
        {
            faults.Add(new FieldError(pointer, "control-character", "A text must not contain the character U+0000."));
            return;
        }

        try
        {
            if (value.Deserialize(shape) is null) faults.Add(new FieldError(pointer, "null", "A value is required here, not null."));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or NotSupportedException)
        {
            faults.Add(new FieldError(pointer, "wrong-type", Expected(shape.Type)));
        }
    }

    // PostgreSQL cannot store such a text, whatever the field.
    private static bool HasNul(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetRawText().Contains("\\u0000", StringComparison.Ordinal) && IsNulText(value),
        JsonValueKind.Array => value.EnumerateArray().Any(HasNul),
        JsonValueKind.Object => value.EnumerateObject().Any(member => HasNul(member.Value)),
        _ => false,
    };

    // An incomplete surrogate pair is not a text; that fault is reported when the value is deserialised.
    private static bool IsNulText(JsonElement value)
    {
        try
        {
            return value.GetString()!.Contains('\0', StringComparison.Ordinal);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The message about a value of the wrong form.</summary>
    public static string Expected(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsEnum) return $"One of these values is required: {string.Join(", ", Choices.NamesOf(plain))}.";
        if (plain == typeof(DateTimeOffset)) return "A date-time with its offset is required, such as 2026-03-29T01:00:00+01:00.";
        if (plain == typeof(DateOnly)) return "A date is required, such as 2026-03-29.";
        if (plain == typeof(TimeOnly)) return "A time of day is required, such as 21:00:00.";
        if (plain.IsAssignableTo(typeof(IId)) || plain == typeof(Guid)) return "A UUID is required.";
        if (plain == typeof(string)) return "A text is required.";
        if (plain == typeof(bool)) return "true or false is required.";
        if (plain == typeof(int) || plain == typeof(long)) return "A whole number is required.";
        if (plain == typeof(Hectometer)) return "A hectometer is required: a number such as 23.4, or a text such as \"23.4a\".";
        if (plain.IsPrimitive || plain == typeof(decimal)) return "A number is required.";
        return "The value has the wrong form.";
    }

    private static bool IsNullableStruct(this Type type) => Nullable.GetUnderlyingType(type) is not null;

    /// <summary>A name as one part of a JSON Pointer.</summary>
    public static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
