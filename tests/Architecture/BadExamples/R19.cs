using Vemap.Domain.Common;
using Vemap.Domain.Projects;

namespace Vemap.Domain.R19;

/// <summary>Carries a live object, and nobody hears it.</summary>
public class R19Happened(Project project) : IDomainEvent
{
    public Project Project { get; } = project;
}

/// <summary>Two events of one stored name.</summary>
[EventName("r19-happened")]
public sealed record R19First(Guid Id) : IDomainEvent;

[EventName("r19-happened")]
public sealed record R19Second(Guid Id) : IDomainEvent;
