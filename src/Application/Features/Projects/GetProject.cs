using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Projects;

/// <summary>Shows one project with its members and contractors.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record GetProject(ProjectId ProjectId) : ISnapshotQuery<GetProjectResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ProjectId;
}

public sealed record GetProjectResult(
    ProjectId Id,
    string Code,
    string Name,
    string? Description,
    ProjectStatus Status,
    IReadOnlyList<UserId> MemberIds,
    IReadOnlyList<ContractorId> ContractorIds,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    int Version) : IVersioned;

internal sealed class GetProjectHandler(IReadStore store) : IRequestHandler<GetProject, GetProjectResult>
{
    public async Task<GetProjectResult> Handle(GetProject request, CancellationToken cancellationToken)
    {
        var project = await store.GetAsync(new ProjectById(request.ProjectId), cancellationToken);
        return project with
        {
            MemberIds = await store.ListAsync(new MembersOf(project.Id), cancellationToken),
            ContractorIds = await store.ListAsync(new ContractorsOf(project.Id), cancellationToken),
        };
    }
}

internal sealed class ProjectById(ProjectId id) : ReadSpecification<GetProjectResult>
{
    public override IQueryable<GetProjectResult> Query(IRows rows) =>
        from project in rows.Of<Project>()
        where project.Id == id
        select new GetProjectResult(
            project.Id, project.Code, project.Name, project.Description, project.Status,
            Array.Empty<UserId>(), Array.Empty<ContractorId>(), project.CreatedAt, project.UpdatedAt, project.Version);
}

internal sealed class MembersOf(ProjectId project) : ReadSpecification<UserId>
{
    public override IQueryable<UserId> Query(IRows rows) =>
        rows.Of<ProjectMember>().Where(member => member.ProjectId == project).OrderBy(member => member.UserId).Select(member => member.UserId);
}

internal sealed class ContractorsOf(ProjectId project) : ReadSpecification<ContractorId>
{
    public override IQueryable<ContractorId> Query(IRows rows) =>
        rows.Of<ProjectContractor>()
            .Where(contractor => contractor.ProjectId == project)
            .OrderBy(contractor => contractor.ContractorId)
            .Select(contractor => contractor.ContractorId);
}
