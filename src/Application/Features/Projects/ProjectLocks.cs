namespace Vemap.Application.Features.Projects;

/// <summary>The locks of this feature. A name is shared with other features only by its text, because features do not know each other.</summary>
internal static class ProjectLocks
{
    /// <summary>Whether the project is active; starting an occurrence, and taking back its end, take it too.</summary>
    public static string Life(ProjectId project) => $"project-life/{project}";
}
