namespace Vemap.Domain.Closures;

/// <summary>A way around the closure, for some or all modes of traffic.</summary>
public sealed class Detour : IClosureBound
{
    private Detour()
    {
    }

    internal Detour(DetourId id, Closure closure, DetourContent content)
    {
        (Id, ClosureId, ProjectId) = (id, closure.Id, closure.ProjectId);
        Change(content);
    }

    public DetourId Id { get; private set; }

    public ClientEnvironmentId ClientEnvironmentId { get; private set; }

    public ProjectId ProjectId { get; private set; }

    public ClosureId ClosureId { get; private set; }

    public string Name { get; private set; } = "";

    public string? Description { get; private set; }

    public IReadOnlyList<TrafficMode> Modes { get; private set; } = [];

    public GeoJson Geometry { get; private set; } = null!;

    public double West { get; private set; }

    public double South { get; private set; }

    public double East { get; private set; }

    public double North { get; private set; }

    internal DetourContent Content => new(Id, Name, Description, Modes, Geometry);

    internal void Change(DetourContent content)
    {
        (Name, Description, Modes, Geometry) = (content.Name, content.Description, content.Modes, content.Geometry);
        (West, South, East, North) = content.Geometry.Bounds;
    }
}
