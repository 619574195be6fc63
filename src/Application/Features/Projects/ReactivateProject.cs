using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Projects;

/// <summary>The road authority opens an archived project again.</summary>
[Access(Role.Organisation)]
public sealed record ReactivateProject(ProjectId ProjectId, int Version) : ICommand<ReactivateProjectResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ProjectId;
}

public sealed record ReactivateProjectResult(ProjectId Id, int Version) : IVersioned;

internal sealed class ReactivateProjectHandler(IRepository<Project> projects, TimeProvider clock) : IRequestHandler<ReactivateProject, ReactivateProjectResult>
{
    public async Task<ReactivateProjectResult> Handle(ReactivateProject request, CancellationToken cancellationToken)
    {
        var project = await projects.GetAsync(ProjectSpec.WithoutParts(request.ProjectId), request.Version, cancellationToken);
        project.Reactivate(clock.GetUtcNow());
        return new ReactivateProjectResult(project.Id, project.Version);
    }
}
