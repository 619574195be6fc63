using Vemap.Domain.Common;
using Vemap.Domain.Projects;

namespace Vemap.Domain.R19;

/// <summary>Carries a live object, and nobody hears it.</summary>
public class R19Happened(Project project) : IDomainEvent
{
    public Project Project { get; } = project;
}
