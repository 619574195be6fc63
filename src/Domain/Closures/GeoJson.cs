using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vemap.Domain.Closures;

/// <summary>A place on the map: a GeoJSON Point, LineString, MultiLineString or Polygon in WGS 84 (EPSG:4326). Its text passes through as it came,
/// but for heights, bbox and crs, which are left out.</summary>
[JsonConverter(typeof(RawConverter))]
public sealed class GeoJson : IEquatable<GeoJson>
{
    public const int MaxLength = 200_000;
    public const int MaxPositions = 5_000;

    private Bounds? bounds;

    private GeoJson(string text) => Text = text;

    public string Text { get; }

    public Bounds Bounds => bounds ??= Measure();

    /// <summary>Text that was checked before, as it comes from the database.</summary>
    public static GeoJson Stored(string text) => new(text);

    /// <summary>From a geometry that a validator has accepted.</summary>
    public static GeoJson Accepted(JsonElement geometry) =>
        TryParse(geometry.GetRawText(), out var parsed, out var error) ? parsed : throw new InvalidOperationException(error);

    /// <summary>Checks the form of a geometry; the error is one sentence.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out GeoJson? geometry, out string error)
    {
        geometry = null;
        error = text.Length > MaxLength ? $"The geometry is longer than {MaxLength} characters." : "";
        if (error.Length > 0) return false;
        try
        {
            using var document = JsonDocument.Parse(text);
            var (problem, found, hasExtras) = GeoJsonReader.Read(document.RootElement);
            error = problem ?? "";
            if (problem is null) geometry = new GeoJson(hasExtras ? GeoJsonWriter.WithoutExtras(document.RootElement) : text) { bounds = found };
        }
        catch (JsonException)
        {
            error = "The geometry is not JSON.";
        }

        return geometry is not null;
    }

    /// <summary>Equal when the values are the same: PostgreSQL keeps neither the spaces nor the order of the members.</summary>
    public bool Equals(GeoJson? other)
    {
        if (other is null || Text == other.Text) return other is not null;
        using var mine = JsonDocument.Parse(Text);
        using var others = JsonDocument.Parse(other.Text);
        return JsonElement.DeepEquals(mine.RootElement, others.RootElement);
    }

    public override bool Equals(object? obj) => Equals(obj as GeoJson);

    public override int GetHashCode() => Bounds.GetHashCode();

    /// <summary>Writes the text as it is, which is faster than writing its values again.</summary>
    private sealed class RawConverter : JsonConverter<GeoJson>
    {
        public override GeoJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return TryParse(document.RootElement.GetRawText(), out var geometry, out var error) ? geometry : throw new JsonException(error);
        }

        public override void Write(Utf8JsonWriter writer, GeoJson value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Text, skipInputValidation: true);
    }

    private Bounds Measure()
    {
        using var document = JsonDocument.Parse(Text);
        return GeoJsonReader.Read(document.RootElement).Bounds!;
    }
}

/// <summary>The box around a geometry, in degrees.</summary>
public sealed record Bounds(double West, double South, double East, double North)
{
    /// <summary>"west,south,east,north" as lists take it in their query.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Bounds? bounds)
    {
        bounds = null;
        var parts = text.Split(',');
        var numbers = new double[4];
        if (parts.Length != 4) return false;
        for (var i = 0; i < 4; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i])) return false;
        }

        var box = new Bounds(numbers[0], numbers[1], numbers[2], numbers[3]);
        if (box is { West: >= -180, East: <= 180, South: >= -90, North: <= 90 } && box.West <= box.East && box.South <= box.North) bounds = box;
        return bounds is not null;
    }
}
