namespace Vemap.Domain.Common;

/// <summary>A thing with an identity of its own.</summary>
public interface IEntity;

/// <summary>A row of one client environment. The environment is set by the database layer when the row is added; no feature ever passes it.</summary>
public interface ITenantBound : IEntity
{
    ClientEnvironmentId ClientEnvironmentId { get; }
}

/// <summary>A row of the platform itself: users, client environments. Only the features named in docs/architecture.md touch it.</summary>
public interface IPlatformWide : IEntity;

/// <summary>A row that only the members of its project see.</summary>
public interface IProjectBound : ITenantBound
{
    ProjectId ProjectId { get; }
}

/// <summary>A row of one closure: a Stakeholder sees those of the closures they are informed about, though not the project.</summary>
public interface IClosureBound : IProjectBound
{
    ClosureId ClosureId { get; }
}

/// <summary>A row of one project, or of the whole environment when it names none: then every member sees it.</summary>
public interface IRegisterBound : ITenantBound
{
    ProjectId? ProjectId { get; }
}
