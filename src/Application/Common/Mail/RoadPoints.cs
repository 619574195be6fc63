using System.Globalization;
using System.Text.Json;
using Vemap.Domain.Closures;

namespace Vemap.Application.Common.Mail;

/// <summary>Picks points that lie on a closure's geometry, for somebody who types coordinates into a navigation device.</summary>
internal static class RoadPoints
{
    private const int MaxParts = 10;

    /// <summary>The point itself, begin and end of each line, or a point inside a surface; a line of text for each part, as "latitude, longitude".</summary>
    public static string Of(GeoJson geometry)
    {
        using var document = JsonDocument.Parse(geometry.Text);
        var coordinates = document.RootElement.GetProperty("coordinates");
        return document.RootElement.GetProperty("type").GetString() switch
        {
            "Point" => Write(Position(coordinates)),
            "LineString" => Ends(coordinates),
            "MultiLineString" => string.Join('\n', coordinates.EnumerateArray().Take(MaxParts).Select(Ends)),
            _ => Write(Inside([.. coordinates.EnumerateArray().Select(ring => ring.EnumerateArray().Select(Position).ToArray())])),
        };
    }

    private static string Ends(JsonElement line) => $"{Write(Position(line[0]))} – {Write(Position(line[line.GetArrayLength() - 1]))}";

    // Half-way between two neighbouring crossings of a horizontal line with the rings: the widest such stretch lies inside, also where there are holes.
    private static (double X, double Y) Inside((double X, double Y)[][] rings)
    {
        var y = Height(rings[0]);
        var crossings = rings.SelectMany(ring => ring.Zip(ring.Skip(1)))
            .Where(edge => (edge.First.Y > y) != (edge.Second.Y > y))
            .Select(edge => edge.First.X + ((y - edge.First.Y) / (edge.Second.Y - edge.First.Y) * (edge.Second.X - edge.First.X)))
            .Order().ToList();
        var widest = crossings.Chunk(2).Where(pair => pair.Length == 2).OrderByDescending(pair => pair[1] - pair[0]).FirstOrDefault();
        return widest is null ? rings[0][0] : ((widest[0] + widest[1]) / 2, y);
    }

    // The middle, moved off the corners, which a line through them would count twice.
    private static double Height((double X, double Y)[] ring)
    {
        var heights = ring.Select(point => point.Y).Distinct().Order().ToList();
        if (heights.Count < 2) return heights[0];
        var middle = heights.Count / 2;
        return (heights[middle - 1] + heights[middle]) / 2;
    }

    private static (double X, double Y) Position(JsonElement position) => (position[0].GetDouble(), position[1].GetDouble());

    private static string Write((double X, double Y) point) => string.Create(CultureInfo.InvariantCulture, $"{point.Y:0.00000}, {point.X:0.00000}");
}
