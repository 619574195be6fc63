using Vemap.Domain.Common;

namespace Vemap.Domain.Projects;

/// <summary>Which projects a command loads.</summary>
public sealed class ProjectSpec : Specification<Project>
{
    private ProjectSpec()
    {
    }

    public static ProjectSpec ById(ProjectId id)
    {
        var specification = new ProjectSpec();
        specification.Query.Where(project => project.Id == id).Include(nameof(Project.Members)).Include(nameof(Project.Contractors));
        return specification;
    }

    public static ProjectSpec WithCode(string code, ProjectId? except = null)
    {
        var specification = new ProjectSpec();
        specification.Query.Where(project => project.Code == code && project.Id != except);
        return specification;
    }
}
