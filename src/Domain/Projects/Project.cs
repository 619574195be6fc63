namespace Vemap.Domain.Projects;

public enum ProjectStatus
{
    Active,
    Archived,
}

/// <summary>Works that belong together: their closures, plans, people and mail.</summary>
public sealed class Project : TenantAggregate
{
    private readonly List<ProjectMember> members = [];
    private readonly List<ProjectContractor> contractors = [];

    private Project()
    {
    }

    public Project(ProjectId id, string code, string name, string? description, DateTimeOffset now)
    {
        (Id, Code, Name, Description) = (id, code, name, description);
        Touch(now);
    }

    public ProjectId Id { get; private set; }

    /// <summary>Short and unique in the environment, such as "A9-BRUG".</summary>
    public string Code { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string? Description { get; private set; }

    public ProjectStatus Status { get; private set; }

    public IReadOnlyCollection<ProjectMember> Members => members;

    public IReadOnlyCollection<ProjectContractor> Contractors => contractors;

    public void Change(string code, string name, string? description, IReadOnlyCollection<ContractorId> contractorIds, DateTimeOffset now)
    {
        RequireActive();
        (Code, Name, Description) = (code, name, description);
        contractors.RemoveAll(contractor => !contractorIds.Contains(contractor.ContractorId));
        contractors.AddRange(contractorIds.Except(contractors.Select(contractor => contractor.ContractorId)).Select(id => new ProjectContractor(Id, id)));
        Touch(now);
    }

    public void AddMember(UserId user, DateTimeOffset now)
    {
        RequireActive();
        if (members.Exists(member => member.UserId == user)) throw ProjectProblems.AlreadyMember();
        members.Add(new ProjectMember(Id, user));
        Touch(now);
    }

    public void RemoveMember(UserId user, DateTimeOffset now)
    {
        if (members.RemoveAll(member => member.UserId == user) == 0) throw CommonProblems.NotFound();
        Touch(now);
    }

    /// <summary>Removes a user who has left the environment, from archived projects too.</summary>
    public void Forget(UserId user, DateTimeOffset now)
    {
        if (members.RemoveAll(member => member.UserId == user) > 0) Touch(now);
    }

    /// <summary>Ends the project; while an occurrence is started its people are still needed.</summary>
    public void Archive(bool occurrenceIsStarted, DateTimeOffset now)
    {
        RequireActive();
        if (occurrenceIsStarted) throw ProjectProblems.OccurrenceStarted();
        Status = ProjectStatus.Archived;
        Touch(now);
    }

    public void Reactivate(DateTimeOffset now)
    {
        if (Status == ProjectStatus.Active) throw ProjectProblems.AlreadyActive();
        Status = ProjectStatus.Active;
        Touch(now);
    }

    /// <summary>Nothing of an archived project changes.</summary>
    public void RequireActive()
    {
        if (Status == ProjectStatus.Archived) throw ProjectProblems.Archived();
    }
}

/// <summary>A user who works on the project.</summary>
public sealed class ProjectMember : IProjectBound
{
    private ProjectMember()
    {
    }

    internal ProjectMember(ProjectId projectId, UserId userId) => (ProjectId, UserId) = (projectId, userId);

    public ClientEnvironmentId ClientEnvironmentId { get; private set; }

    public ProjectId ProjectId { get; private set; }

    public UserId UserId { get; private set; }
}

/// <summary>A company that works on the project.</summary>
public sealed class ProjectContractor : IProjectBound
{
    private ProjectContractor()
    {
    }

    internal ProjectContractor(ProjectId projectId, ContractorId contractorId) => (ProjectId, ContractorId) = (projectId, contractorId);

    public ClientEnvironmentId ClientEnvironmentId { get; private set; }

    public ProjectId ProjectId { get; private set; }

    public ContractorId ContractorId { get; private set; }
}
