namespace Vemap.Domain.Closures;

/// <summary>One step of a closure's planning: who decided or asked what, and when. Never changed afterwards.</summary>
public sealed class ClosureStep : IClosureBound
{
    private ClosureStep()
    {
    }

    internal ClosureStep(Closure closure, ClosureStatus from)
    {
        (ClosureId, ProjectId, ClosureVersion) = (closure.Id, closure.ProjectId, closure.Version);
        (FromStatus, ToStatus, ContentVersion) = (from, closure.Status, closure.ContentVersion);
        (At, By, Note) = (closure.StatusAt, closure.StatusBy, closure.StatusNote);
    }

    public ClientEnvironmentId ClientEnvironmentId { get; private set; }

    public ProjectId ProjectId { get; private set; }

    public ClosureId ClosureId { get; private set; }

    /// <summary>The version of the closure that the step made; it puts the steps in order.</summary>
    public int ClosureVersion { get; private set; }

    /// <summary>The content that the step was about.</summary>
    public int ContentVersion { get; private set; }

    public ClosureStatus FromStatus { get; private set; }

    public ClosureStatus ToStatus { get; private set; }

    public DateTimeOffset At { get; private set; }

    public UserId By { get; private set; }

    /// <summary>What has to change, why it is refused or cancelled.</summary>
    public string? Note { get; private set; }
}
