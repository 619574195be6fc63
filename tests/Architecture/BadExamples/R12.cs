using Vemap.Domain.Projects;

namespace Vemap.Application.Features.R12;

/// <summary>Can be changed on the way, holds an entity, a date without offset and anything at all.</summary>
public sealed class R12Result
{
    public string Name { get; set; } = "";

    public Project? Project { get; init; }

    public DateTime At { get; init; }

    public object? Anything { get; init; }

    public List<string> Names { get; init; } = [];
}
