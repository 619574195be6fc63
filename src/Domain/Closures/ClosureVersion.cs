namespace Vemap.Domain.Closures;

/// <summary>One version of a closure's content: who made it, when, and what is different. Notices and approvals name its number.</summary>
public sealed class ClosureVersion : IClosureBound
{
    private ClosureVersion()
    {
    }

    internal ClosureVersion(Closure closure, IReadOnlyList<FieldChange> difference, UserId by, DateTimeOffset at)
    {
        (ClosureId, ProjectId, Number) = (closure.Id, closure.ProjectId, closure.ContentVersion);
        (Difference, By, At) = (difference, by, at);
    }

    public ClientEnvironmentId ClientEnvironmentId { get; private set; }

    public ProjectId ProjectId { get; private set; }

    public ClosureId ClosureId { get; private set; }

    /// <summary>1, 2, 3…</summary>
    public int Number { get; private set; }

    public UserId By { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>The first version names every field that is filled.</summary>
    public IReadOnlyList<FieldChange> Difference { get; private set; } = [];
}

/// <summary>One field before and after, as text.</summary>
public sealed record FieldChange(string Field, string? Before, string? After);
