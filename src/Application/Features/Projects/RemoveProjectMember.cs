using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Projects;

/// <summary>The road authority takes a user off a project; what they did stays.</summary>
[Access(Role.Organisation)]
public sealed record RemoveProjectMember(ProjectId ProjectId, int Version, UserId UserId) : ICommand<RemoveProjectMemberResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ProjectId;
}

public sealed record RemoveProjectMemberResult(ProjectId Id, int Version) : IVersioned;

internal sealed class RemoveProjectMemberHandler(IRepository<Project> projects, TimeProvider clock)
    : IRequestHandler<RemoveProjectMember, RemoveProjectMemberResult>
{
    public async Task<RemoveProjectMemberResult> Handle(RemoveProjectMember request, CancellationToken cancellationToken)
    {
        var project = await projects.GetAsync(ProjectSpec.ById(request.ProjectId), request.Version, cancellationToken);
        project.RemoveMember(request.UserId, clock.GetUtcNow());
        return new RemoveProjectMemberResult(project.Id, project.Version);
    }
}
