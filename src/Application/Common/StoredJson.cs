using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Vemap.Application.Common;

/// <summary>The JSON of what we store: queue messages, events, jsonb columns and message contents. Another version of the program may have written it.</summary>
/// <remarks>
/// An unknown member is ignored. A missing one takes the default of its constructor parameter, or an empty value of its type. An enum value of a newer
/// program is null where null is allowed, and the element that holds it is left out of a list. An id or a required enum value that is missing or unknown
/// makes the payload unreadable, because no default is right for it. A null that is the default of its constructor parameter is not written, so that a
/// program which does not know the member yet can read the payload until a value is needed.
/// </remarks>
public static class StoredJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>Reads what <see cref="Write"/> wrote, in any version of the program; unreadable text is a <see cref="JsonException"/>.</summary>
    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException("A value is needed instead of null.");

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { PropertyNameCaseInsensitive = false };
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { GiveDefaults } };
        options.Converters.Add(new EnumConverterFactory());
        options.Converters.Add(new ListConverterFactory());
        Json.AddValueConverters(options);
        options.MakeReadOnly();
        return options;
    }

    private static void GiveDefaults(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;
        foreach (var property in type.Properties)
        {
            if (property.AssociatedParameter is { HasDefaultValue: false } && IsEssential(property.PropertyType)) property.IsRequired = true;
            if (property.AssociatedParameter is { HasDefaultValue: true, DefaultValue: null }) property.ShouldSerialize = (_, value) => value is not null;
        }

        var filled = type.Properties
            .Where(property => property is { IsGetNullable: false, Get: not null, Set: not null } && !property.PropertyType.IsValueType)
            .ToList();
        if (filled.Count == 0) return;
        type.OnDeserialized = value =>
        {
            foreach (var property in filled.Where(property => property.Get!(value) is null))
                property.Set!(value, JsonSerializer.Deserialize(Empty(property.PropertyType), property.PropertyType, type.Options));
        };
    }

    private static bool IsEssential(Type type) => type.IsEnum || type == typeof(Guid) || type.IsAssignableTo(typeof(IId));

    private static string Empty(Type type)
    {
        if (type == typeof(string) || type == typeof(byte[])) return "\"\"";
        var isDictionary = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>);
        return type.IsAssignableTo(typeof(IEnumerable)) && !isDictionary ? "[]" : "{}";
    }

    private sealed class UnknownValueException(Type type) : JsonException($"The stored value is none of {type.Name}.");

    private sealed class EnumConverterFactory : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => (Nullable.GetUnderlyingType(typeToConvert) ?? typeToConvert).IsEnum;

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
        {
            var converter = Nullable.GetUnderlyingType(typeToConvert) is null ? typeof(EnumConverter<>) : typeof(NullableEnumConverter<>);
            return (JsonConverter)Activator.CreateInstance(converter.MakeGenericType(Nullable.GetUnderlyingType(typeToConvert) ?? typeToConvert))!;
        }
    }

    private sealed class EnumConverter<T> : JsonConverter<T>
        where T : struct, Enum
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && EnumNames<T>.TryValue(reader.GetString()!, out var value)
                ? value
                : throw new UnknownValueException(typeof(T));

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(EnumNames<T>.Name(value));

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            EnumNames<T>.TryValue(reader.GetString()!, out var value) ? value : throw new UnknownValueException(typeof(T));

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WritePropertyName(EnumNames<T>.Name(value));
    }

    private sealed class NullableEnumConverter<T> : JsonConverter<T?>
        where T : struct, Enum
    {
        public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && EnumNames<T>.TryValue(reader.GetString()!, out var value) ? value : null;

        public override void Write(Utf8JsonWriter writer, T? value, JsonSerializerOptions options)
        {
            if (value is { } known) writer.WriteStringValue(EnumNames<T>.Name(known));
            else writer.WriteNullValue();
        }
    }

    // Lists of enum values, and of records that have one: only there an element can be left out because this program does not know its value.
    private sealed class ListConverterFactory : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) =>
            typeToConvert.IsGenericType
            && typeToConvert.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            && HoldsEnum(typeToConvert.GetGenericArguments()[0]);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(ListConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

        private static bool HoldsEnum(Type element) => element.IsEnum || element.GetProperties().Any(property => property.PropertyType.IsEnum);
    }

    private sealed class ListConverter<T> : JsonConverter<IReadOnlyList<T>>
    {
        public override IReadOnlyList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("A list is needed.");
            var list = new List<T>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var element = reader;
                try
                {
                    list.Add(JsonSerializer.Deserialize<T>(ref reader, options)!);
                }
                catch (UnknownValueException)
                {
                    reader = element;
                    reader.Skip();
                }
            }

            return list;
        }

        public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize<IEnumerable<T>>(writer, value, options);
    }
}
