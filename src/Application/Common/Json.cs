using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vemap.Application.Common;

/// <summary>The JSON of the API: camelCase, kebab-case enum values, ids as plain UUIDs. Input that does not match its type exactly is refused.</summary>
/// <remarks>What we store ourselves is read with <see cref="StoredJson"/>.</remarks>
public static class Json
{
    public static JsonSerializerOptions Options { get; } = Reading();

    /// <summary>For answers and their description: OpenAPI knows the values of an enum from the framework's own converter only, which must read
    /// nothing.</summary>
    public static void ConfigureAnswers(JsonSerializerOptions options) =>
        Configure(options, new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));

    private static JsonSerializerOptions Reading()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options, new EnumConverterFactory());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private static void Configure(JsonSerializerOptions options, JsonConverter enums)
    {
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.AllowDuplicateProperties = false;
        options.PropertyNameCaseInsensitive = false;
        options.Converters.Add(enums);
        AddValueConverters(options);
    }

    /// <summary>Instants and ids are written in the same way in the API and in what is stored.</summary>
    internal static void AddValueConverters(JsonSerializerOptions options)
    {
        options.Converters.Add(new InstantConverter());
        options.Converters.Add(new IdConverterFactory());
    }

    /// <summary>Instants carry an offset on the way in and are UTC on the way out.</summary>
    private sealed class InstantConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.GetString()!;
            var hasOffset = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
            if (!hasOffset || !reader.TryGetDateTimeOffset(out var value))
                throw new JsonException("A date-time with its offset is needed, such as 2026-03-29T01:00:00+01:00.");
            return value.ToUniversalTime();
        }

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime);
    }

    // The framework's own converter ignores case and blanks, and combines "monday, tuesday" into another value.
    private sealed class EnumConverterFactory : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(EnumConverter<>).MakeGenericType(typeToConvert))!;
    }

    private sealed class EnumConverter<T> : JsonConverter<T>
        where T : struct, Enum
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            EnumNames<T>.TryValue(reader.GetString()!, out var value) ? value
                : throw new JsonException("One of the values that the documentation names is needed.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(EnumNames<T>.Name(value));

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Read(ref reader, typeToConvert, options);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WritePropertyName(EnumNames<T>.Name(value));
    }

    private sealed class IdConverterFactory : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Id<>);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(IdConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;
    }

    private sealed class IdConverter<T> : JsonConverter<Id<T>>
    {
        // The empty id is accepted: in our own messages it stands for the platform instead of an environment.
        public override Id<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Guid.TryParseExact(reader.GetString(), "D", out var id) ? new Id<T>(id) : throw new JsonException("A UUID is needed.");

        public override void Write(Utf8JsonWriter writer, Id<T> value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
