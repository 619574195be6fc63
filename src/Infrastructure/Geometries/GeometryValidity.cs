using System.Globalization;
using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;
using Vemap.Domain.Closures;

namespace Vemap.Infrastructure.Geometries;

/// <summary>Validity by the rules of OGC Simple Features: polygons do not cross themselves, holes lie inside, lines have a length. A line may cross
/// itself: detours do.</summary>
internal sealed class GeometryValidity : IGeometryValidity
{
    private static readonly GeometryFactory Factory = new();

    public string? Fault(GeoJson geometry)
    {
        using var document = JsonDocument.Parse(geometry.Text);
        var check = new IsValidOp(Read(document.RootElement));
        return check.ValidationError is { } error ? Sentence(error) : null;
    }

    private static string Sentence(TopologyValidationError error) => error.ErrorType switch
    {
        TopologyValidationErrors.TooFewPoints => $"The geometry has no length or no area: its positions are the same{Near(error)}.",
        TopologyValidationErrors.HoleOutsideShell => $"A hole of the polygon lies outside it{Near(error)}.",
        TopologyValidationErrors.NestedHoles => $"A hole of the polygon lies inside another hole{Near(error)}.",
        TopologyValidationErrors.DuplicateRings => $"Two rings of the polygon are the same{Near(error)}.",
        TopologyValidationErrors.DisconnectedInteriors => $"The holes of the polygon cut it into pieces{Near(error)}.",
        _ => $"The polygon crosses itself, touches itself along a line or has a spike{Near(error)}.",
    };

    private static string Near(TopologyValidationError error) =>
        error.Coordinate is { IsValid: true } at ? string.Create(CultureInfo.InvariantCulture, $", near [{at.X:0.######}, {at.Y:0.######}]") : "";

    private static Geometry Read(JsonElement geometry)
    {
        var coordinates = geometry.GetProperty("coordinates");
        return geometry.GetProperty("type").GetString() switch
        {
            "Point" => Factory.CreatePoint(Position(coordinates)),
            "LineString" => Factory.CreateLineString(Positions(coordinates)),
            "MultiLineString" => Factory.CreateMultiLineString([.. coordinates.EnumerateArray().Select(line => Factory.CreateLineString(Positions(line)))]),
            _ => Factory.CreatePolygon(Ring(coordinates[0]), [.. coordinates.EnumerateArray().Skip(1).Select(Ring)]),
        };
    }

    private static LinearRing Ring(JsonElement ring) => Factory.CreateLinearRing(Positions(ring));

    private static Coordinate[] Positions(JsonElement line) => [.. line.EnumerateArray().Select(Position)];

    private static Coordinate Position(JsonElement position) => new(position[0].GetDouble(), position[1].GetDouble());
}
