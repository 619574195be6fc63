using Ardalis.Specification;

namespace Vemap.Domain.Stakeholders;

/// <summary>Which stakeholders a command loads.</summary>
public sealed class StakeholderSpec : Specification<Stakeholder>
{
    private StakeholderSpec()
    {
    }

    public static StakeholderSpec ById(StakeholderId id)
    {
        var specification = new StakeholderSpec();
        specification.Query.Where(stakeholder => stakeholder.Id == id);
        return specification;
    }

    /// <summary>The other stakeholder with this address in the same register.</summary>
    public static StakeholderSpec WithEmail(ProjectId? project, string email, StakeholderId? except = null)
    {
        var specification = new StakeholderSpec();
        specification.Query.Where(stakeholder => stakeholder.ProjectId == project && stakeholder.Email == email && stakeholder.Id != except);
        return specification;
    }
}

/// <summary>Which groups a command loads.</summary>
public sealed class StakeholderGroupSpec : Specification<StakeholderGroup>
{
    private StakeholderGroupSpec()
    {
    }

    public static StakeholderGroupSpec ById(StakeholderGroupId id)
    {
        var specification = new StakeholderGroupSpec();
        specification.Query.Where(group => group.Id == id).Include(group => group.Members);
        return specification;
    }

    public static StakeholderGroupSpec WithName(ProjectId? project, string name, StakeholderGroupId? except = null)
    {
        var specification = new StakeholderGroupSpec();
        specification.Query.Where(group => group.ProjectId == project && group.Name == name && group.Id != except);
        return specification;
    }

    public static StakeholderGroupSpec WithMember(StakeholderId member)
    {
        var specification = new StakeholderGroupSpec();
        specification.Query.Where(group => group.Members.Any(row => row.StakeholderId == member));
        return specification;
    }
}
