using Ardalis.Specification;

namespace Vemap.Domain.VkmPlans;

/// <summary>Which plans a command loads.</summary>
public sealed class VkmPlanSpec : Specification<VkmPlan>
{
    private VkmPlanSpec()
    {
    }

    public static VkmPlanSpec ById(ProjectId project, VkmPlanId id)
    {
        var specification = new VkmPlanSpec();
        specification.Query.Where(plan => plan.Id == id && plan.ProjectId == project)
            .Include(plan => plan.Versions).Include(plan => plan.Closures).Include(plan => plan.Reviews);
        return specification;
    }

    /// <summary>Any plan, of whatever project, that has this file as a version.</summary>
    public static VkmPlanSpec WithFile(FileId file)
    {
        var specification = new VkmPlanSpec();
        specification.Query.Where(plan => plan.Versions.Any(version => version.FileId == file));
        return specification;
    }
}
