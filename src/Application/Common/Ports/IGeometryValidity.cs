using Vemap.Domain.Closures;

namespace Vemap.Application.Common.Ports;

/// <summary>Checks what the form of a geometry does not show: whether it describes a place that can exist.</summary>
public interface IGeometryValidity
{
    /// <summary>What is wrong with the geometry, in one sentence; null when it is valid.</summary>
    string? Fault(GeoJson geometry);
}
