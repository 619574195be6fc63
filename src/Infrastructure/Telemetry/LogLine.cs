using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;

namespace Vemap.Infrastructure.Telemetry;

/// <summary>One log entry as one line of JSON, wherever it is written to; an exception appears as <see cref="FailureText"/>.</summary>
internal static class LogLine
{
    private const string Template = "{OriginalFormat}";

    // Log files are read by people and tools, never by browsers: an apostrophe stays an apostrophe.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The line without its end.</summary>
    public static void Write<TState>(IBufferWriter<byte> output, in LogEntry<TState> entry, DateTimeOffset at)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("Timestamp"u8, at.UtcDateTime);
        json.WriteString("LogLevel"u8, entry.LogLevel.ToString());
        json.WriteNumber("EventId"u8, entry.EventId.Id);
        json.WriteString("Category"u8, entry.Category);
        // Without the exception: a formatter might otherwise append its message.
        json.WriteString("Message"u8, entry.Formatter(entry.State, null));
        if (Activity.Current is { } span) json.WriteString("TraceId"u8, span.TraceId.ToHexString());
        if (entry.Exception is { } exception) json.WriteString("Exception"u8, FailureText.Of(exception));
        WriteValues(json, entry.State as IReadOnlyList<KeyValuePair<string, object?>> ?? []);
        json.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, object?>> values)
    {
        json.WriteStartObject("State"u8);
        for (var index = 0; index < values.Count; index++)
        {
            var (name, value) = values[index];
            if (name == Template) continue;
            json.WritePropertyName(name);
            WriteValue(json, value);
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case bool truth: json.WriteBooleanValue(truth); break;
            case int number: json.WriteNumberValue(number); break;
            case long number: json.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): json.WriteNumberValue(number); break;
            case Guid id: json.WriteStringValue(id); break;
            default: json.WriteStringValue(value.ToString()); break;
        }
    }

    public static string Text(ReadOnlySpan<byte> line) => Encoding.UTF8.GetString(line);
}
