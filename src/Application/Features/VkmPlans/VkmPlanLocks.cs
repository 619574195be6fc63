namespace Vemap.Application.Features.VkmPlans;

/// <summary>The locks of this feature. A name is shared with other features only by its text, because features do not know each other.</summary>
internal static class VkmPlanLocks
{
    /// <summary>Which file is a version of which plan, and whether it can be read; deleting a file takes it too.</summary>
    public const string Files = "vkm-plan-files";
}
