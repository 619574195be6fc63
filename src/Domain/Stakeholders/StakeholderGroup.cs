namespace Vemap.Domain.Stakeholders;

/// <summary>Stakeholders who are mailed together: a group of the environment or of one project.</summary>
public sealed class StakeholderGroup : TenantAggregate, IRegisterBound
{
    private readonly List<StakeholderGroupMember> members = [];

    private StakeholderGroup()
    {
    }

    public StakeholderGroup(StakeholderGroupId id, ProjectId? projectId, string name, IReadOnlyCollection<StakeholderId> stakeholders, DateTimeOffset now)
    {
        (Id, ProjectId) = (id, projectId);
        Change(name, stakeholders, now);
    }

    public StakeholderGroupId Id { get; private set; }

    /// <summary>Null: a group of the environment, which only Organisation changes and which may only have stakeholders of the environment.</summary>
    public ProjectId? ProjectId { get; private set; }

    public string Name { get; private set; } = "";

    public IReadOnlyCollection<StakeholderGroupMember> Members => members;

    public void Change(string name, IReadOnlyCollection<StakeholderId> stakeholders, DateTimeOffset now)
    {
        Name = name;
        members.RemoveAll(member => !stakeholders.Contains(member.StakeholderId));
        members.AddRange(stakeholders.Except(members.Select(member => member.StakeholderId)).Select(id => new StakeholderGroupMember(Id, id)));
        Touch(now);
    }
}

/// <summary>One stakeholder in one group.</summary>
public sealed class StakeholderGroupMember : ITenantBound
{
    private StakeholderGroupMember()
    {
    }

    internal StakeholderGroupMember(StakeholderGroupId groupId, StakeholderId stakeholderId) =>
        (StakeholderGroupId, StakeholderId) = (groupId, stakeholderId);

    public ClientEnvironmentId ClientEnvironmentId { get; private set; }

    public StakeholderGroupId StakeholderGroupId { get; private set; }

    public StakeholderId StakeholderId { get; private set; }
}
