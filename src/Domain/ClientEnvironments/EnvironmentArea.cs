namespace Vemap.Domain.ClientEnvironments;

/// <summary>Where the closures of an environment lie, as a box in degrees. It catches swapped coordinates and other coordinate systems; it is no
/// border.</summary>
public sealed record EnvironmentArea(double West, double South, double East, double North)
{
    /// <summary>The Netherlands with its part of the North Sea, and some room for detours across the border.</summary>
    public static EnvironmentArea Default { get; } = new(2.5, 50.6, 7.4, 55.8);

    public bool Contains(double west, double south, double east, double north) => west >= West && east <= East && south >= South && north <= North;
}
