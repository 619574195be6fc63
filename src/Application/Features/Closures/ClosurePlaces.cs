using System.Globalization;
using System.Text.Json;
using Vemap.Domain.ClientEnvironments;
using Vemap.Domain.Closures;

namespace Vemap.Application.Features.Closures;

/// <summary>Refuses geometries that are invalid or lie outside the environment's area. Part of the handlers, because the area is a setting of the
/// environment.</summary>
internal sealed class ClosurePlaces(IGeometryValidity validity, IEnvironmentDirectory environments)
{
    /// <summary>Checks the closure and its detours, and names all faults at once.</summary>
    public async Task RequireAsync(ClosureBody body, CancellationToken cancellationToken)
    {
        var area = (await environments.GetAsync(cancellationToken)).Area;
        var detours = (body.Detours ?? []).Select((detour, index) => Fault($"/detours/{index}/geometry", detour.Geometry, area));
        List<FieldError> errors = [.. detours.Prepend(Fault("/geometry", body.Geometry, area)).OfType<FieldError>()];
        if (errors.Count > 0) throw CommonProblems.Invalid(errors);
    }

    private FieldError? Fault(string pointer, JsonElement geometry, EnvironmentArea area)
    {
        var place = GeoJson.Accepted(geometry);
        if (validity.Fault(place) is { } fault) return new FieldError(pointer, "geometry", fault);
        var (west, south, east, north) = place.Bounds;
        if (area.Contains(west, south, east, north)) return null;
        var swapped = area.Contains(south, west, north, east) ? " Longitude and latitude look swapped: a position is [longitude, latitude]." : "";
        var box = string.Create(CultureInfo.InvariantCulture, $"longitude {area.West} to {area.East}, latitude {area.South} to {area.North}");
        return new FieldError(pointer, "outside-area", $"The geometry lies outside the area of this environment: {box}.{swapped}");
    }
}
