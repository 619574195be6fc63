using System.Text;
using System.Text.Json;

namespace Vemap.Domain.Closures;

/// <summary>Writes a geometry that was checked, with nothing but its type and its positions of two numbers. Numbers keep their digits.</summary>
internal static class GeoJsonWriter
{
    public static string WithoutExtras(JsonElement geometry)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("type", geometry.GetProperty("type").GetString());
            writer.WritePropertyName("coordinates");
            Write(writer, geometry.GetProperty("coordinates"));
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, JsonElement coordinates)
    {
        if (coordinates.ValueKind == JsonValueKind.Number)
        {
            writer.WriteRawValue(coordinates.GetRawText());
            return;
        }

        var isPosition = coordinates[0].ValueKind == JsonValueKind.Number;
        writer.WriteStartArray();
        foreach (var part in isPosition ? coordinates.EnumerateArray().Take(2) : coordinates.EnumerateArray()) Write(writer, part);
        writer.WriteEndArray();
    }
}
