using Ardalis.Specification;

namespace Vemap.Domain.Projects;

/// <summary>Which projects a command loads.</summary>
public sealed class ProjectSpec : Specification<Project>
{
    private ProjectSpec()
    {
    }

    /// <summary>Without members and contractors: enough to check or change whether it is active.</summary>
    public static ProjectSpec WithoutParts(ProjectId id)
    {
        var specification = new ProjectSpec();
        specification.Query.Where(project => project.Id == id);
        return specification;
    }

    /// <summary>Those that a user is a member of, with their members.</summary>
    public static ProjectSpec WithMember(UserId user)
    {
        var specification = new ProjectSpec();
        specification.Query.Where(project => project.Members.Any(member => member.UserId == user)).Include(project => project.Members);
        return specification;
    }

    public static ProjectSpec ById(ProjectId id)
    {
        var specification = new ProjectSpec();
        specification.Query.Where(project => project.Id == id).Include(project => project.Members).Include(project => project.Contractors);
        return specification;
    }

    public static ProjectSpec WithCode(string code, ProjectId? except = null)
    {
        var specification = new ProjectSpec();
        specification.Query.Where(project => project.Code == code && project.Id != except);
        return specification;
    }
}
