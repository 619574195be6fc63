using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Vemap.Domain.Closures;

/// <summary>Walks through a geometry once: checks its form and measures the box around it.</summary>
internal sealed class GeoJsonReader
{
    private const int MaxDigits = 100;

    // The names under which WGS 84 with longitude first is known in files that follow the GeoJSON of before RFC 7946.
    private static readonly HashSet<string> Wgs84 = new(StringComparer.OrdinalIgnoreCase)
    {
        "CRS84", "OGC:CRS84", "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
        "EPSG:4326", "urn:ogc:def:crs:EPSG::4326", "http://www.opengis.net/def/crs/EPSG/0/4326",
    };

    private bool hasExtras;
    private int positions;
    private double west = double.MaxValue, south = double.MaxValue, east = double.MinValue, north = double.MinValue;

    /// <summary>The problem or the box; and whether there are heights, a bbox or a crs, which are not kept.</summary>
    public static (string? Problem, Bounds? Bounds, bool HasExtras) Read(JsonElement geometry)
    {
        var reader = new GeoJsonReader();
        var problem = reader.Check(geometry);
        return (problem, problem is null ? new Bounds(reader.west, reader.south, reader.east, reader.north) : null, reader.hasExtras);
    }

    private string? Check(JsonElement geometry)
    {
        if (geometry.ValueKind != JsonValueKind.Object) return "The geometry is not a GeoJSON object.";
        foreach (var member in geometry.EnumerateObject().Where(member => member.Name is not ("type" or "coordinates")))
        {
            if (Extra(member) is { } problem) return problem;
            hasExtras = true;
        }

        var isTyped = geometry.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String;
        if (!geometry.TryGetProperty("coordinates", out var coordinates) || !isTyped)
            return "A geometry has a type and coordinates.";
        return type.GetString() switch
        {
            "Point" => Position(coordinates),
            "LineString" => Line(coordinates),
            "MultiLineString" => Each(coordinates, Line),
            "Polygon" => Each(coordinates, Ring),
            _ => "The type is one of Point, LineString, MultiLineString and Polygon.",
        };
    }

    private static string? Extra(JsonProperty member) => member.Name switch
    {
        "bbox" when IsBox(member.Value) => null,
        "bbox" => "A bbox has four or six numbers.",
        "crs" when IsWgs84(member.Value) => null,
        "crs" => "The only coordinate system that is accepted is WGS 84 (CRS84 or EPSG:4326); transform the geometry, and leave crs out.",
        _ => "A geometry has the members type and coordinates; bbox and crs are accepted too, and no others.",
    };

    private static bool IsBox(JsonElement box) => box.ValueKind == JsonValueKind.Array && box.GetArrayLength() is 4 or 6 && box.EnumerateArray().All(IsNumber);

    private static bool IsNumber(JsonElement value) => value.ValueKind == JsonValueKind.Number;

    private static bool IsWgs84(JsonElement crs) =>
        crs.ValueKind == JsonValueKind.Object
        && crs.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
        && properties.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String && Wgs84.Contains(name.GetString()!);

    private static string? Each(JsonElement list, Func<JsonElement, string?> check)
    {
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0) return "The coordinates are a list of lines that is not empty.";
        return list.EnumerateArray().Select(check).FirstOrDefault(problem => problem is not null);
    }

    private string? Line(JsonElement line) =>
        line.ValueKind != JsonValueKind.Array || line.GetArrayLength() < 2 ? "A line has at least two positions." : Each(line, Position);

    private string? Ring(JsonElement ring)
    {
        if (ring.ValueKind != JsonValueKind.Array || ring.GetArrayLength() < 4) return "A ring of a polygon has at least four positions.";
        return Each(ring, Position) ?? (JsonElement.DeepEquals(ring[0], ring[ring.GetArrayLength() - 1]) ? null : "A ring of a polygon ends where it begins.");
    }

    private string? Position(JsonElement position)
    {
        if (++positions > GeoJson.MaxPositions) return $"A geometry has at most {GeoJson.MaxPositions} positions.";
        if (position.ValueKind == JsonValueKind.Array && position.EnumerateArray().Any(IsTooLong))
            return $"A coordinate is written in at most {MaxDigits} digits.";
        var length = position.ValueKind == JsonValueKind.Array ? position.GetArrayLength() : 0;
        if (length is not (2 or 3) || (length == 3 && !IsNumber(position[2]))
            || !Degrees(position[0], 180, out var longitude) || !Degrees(position[1], 90, out var latitude))
            return "A position is [longitude, latitude] in degrees; a height may follow.";
        hasExtras |= length == 3;
        (west, east) = (Math.Min(west, longitude), Math.Max(east, longitude));
        (south, north) = (Math.Min(south, latitude), Math.Max(north, latitude));
        return null;
    }

    // Written out, as the database keeps it: 1e-20000 is nothing to a double, and more digits than the database has.
    private static bool IsTooLong(JsonElement number)
    {
        if (number.ValueKind != JsonValueKind.Number) return false;
        var text = JsonMarshal.GetRawUtf8Value(number);
        var exponent = text.IndexOfAny((byte)'e', (byte)'E');
        if (exponent < 0) return text.Length > MaxDigits;
        return !int.TryParse(text[(exponent + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var shift)
            || shift is < -MaxDigits or > MaxDigits
            || exponent + Math.Abs(shift) + 1 > MaxDigits;
    }

    private static bool Degrees(JsonElement number, double most, out double degrees)
    {
        degrees = 0;
        return number.ValueKind == JsonValueKind.Number && number.TryGetDouble(out degrees) && Math.Abs(degrees) <= most;
    }
}
