using MediatR;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Projects;
using Vemap.Domain.Users;

namespace Vemap.Application.Features.Projects;

/// <summary>The road authority takes a user off a project; what they did stays.</summary>
[Access(Role.Organisation)]
public sealed record RemoveProjectMember(ProjectId Project, int Version, UserId User) : ICommand<RemoveProjectMemberResult>;

public sealed record RemoveProjectMemberResult(ProjectId Id, int Version);

internal sealed class RemoveProjectMemberHandler(IRepository<Project> projects, TimeProvider clock) : IRequestHandler<RemoveProjectMember, RemoveProjectMemberResult>
{
    public async Task<RemoveProjectMemberResult> Handle(RemoveProjectMember request, CancellationToken cancellationToken)
    {
        var project = await projects.GetAsync(ProjectSpec.ById(request.Project), request.Version, cancellationToken);
        project.RemoveMember(request.User, clock.GetUtcNow());
        return new RemoveProjectMemberResult(project.Id, project.Version);
    }
}
