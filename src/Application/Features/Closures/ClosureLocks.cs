namespace Vemap.Application.Features.Closures;

/// <summary>The locks of this feature. A name is shared with other features only by its text, because features do not know each other.</summary>
internal static class ClosureLocks
{
    /// <summary>The next closure number of the environment.</summary>
    public const string Number = "closure-number";

    /// <summary>Whether an occurrence of the project is under way; archiving the project takes it too.</summary>
    public static string ProjectLife(ProjectId project) => $"project-life/{project}";
}
