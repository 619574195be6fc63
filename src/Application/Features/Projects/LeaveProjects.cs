using MediatR;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Projects;

/// <summary>Takes somebody who has left the environment off all its projects.</summary>
[Access(Audience.System)]
public sealed record LeaveProjects(UserId User) : ICommand;

internal sealed class LeaveProjectsHandler(IRepository<Project> projects, TimeProvider clock) : IRequestHandler<LeaveProjects, Unit>
{
    public async Task<Unit> Handle(LeaveProjects request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var project in await projects.ListAsync(ProjectSpec.WithMember(request.User), cancellationToken)) project.Forget(request.User, now);
        return Unit.Value;
    }
}
