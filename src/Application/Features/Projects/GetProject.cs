using MediatR;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Common;
using Vemap.Domain.Projects;
using Vemap.Domain.Users;

namespace Vemap.Application.Features.Projects;

/// <summary>Shows one project with its members and contractors.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record GetProject(ProjectId Project) : IQuery<GetProjectResult>;

public sealed record GetProjectResult(
    ProjectId Id,
    string Code,
    string Name,
    string? Description,
    ProjectStatus Status,
    IReadOnlyList<UserId> Members,
    IReadOnlyList<ContractorId> Contractors,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    int Version);

internal sealed class GetProjectHandler(IReadStore store) : IRequestHandler<GetProject, GetProjectResult>
{
    public Task<GetProjectResult> Handle(GetProject request, CancellationToken cancellationToken) =>
        store.GetAsync(new ProjectById(request.Project), cancellationToken);
}

internal sealed class ProjectById(ProjectId id) : ReadSpecification<GetProjectResult>
{
    public override IQueryable<GetProjectResult> Query(IRows rows) =>
        from project in rows.Of<Project>()
        where project.Id == id
        select new GetProjectResult(
            project.Id,
            project.Code,
            project.Name,
            project.Description,
            project.Status,
            project.Members.Select(member => member.UserId).ToList(),
            project.Contractors.Select(contractor => contractor.ContractorId).ToList(),
            project.CreatedAt,
            project.UpdatedAt,
            project.Version);
}
