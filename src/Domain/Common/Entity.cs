namespace Vemap.Domain.Common;

/// <summary>An object with an identity of its own.</summary>
public interface IEntity;

/// <summary>A row of one client environment. The database layer sets the environment when the row is added; no feature passes it.</summary>
public interface ITenantBound : IEntity
{
    ClientEnvironmentId ClientEnvironmentId { get; }
}

/// <summary>A row of the platform itself: users, client environments. Only the features named in docs/architecture.md touch it.</summary>
public interface IPlatformWide : IEntity;

/// <summary>A row that only the members of its project may see.</summary>
public interface IProjectBound : ITenantBound
{
    ProjectId ProjectId { get; }
}

/// <summary>A row of one closure. A Stakeholder sees the rows of the closures they are informed about, without seeing the project.</summary>
public interface IClosureBound : IProjectBound
{
    ClosureId ClosureId { get; }
}

/// <summary>A row of one project or, without a project, of the whole environment. Every member sees the rows of the environment.</summary>
public interface IRegisterBound : ITenantBound
{
    ProjectId? ProjectId { get; }
}
