using Vemap.Domain.Closures;
using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Projects;

/// <summary>The road authority archives a project; refused while an occurrence of its closures is under way.</summary>
[Access(Role.Organisation)]
public sealed record ArchiveProject(ProjectId ProjectId, int Version) : ICommand<ArchiveProjectResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ProjectId;
}

public sealed record ArchiveProjectResult(ProjectId Id, int Version) : IVersioned;

internal sealed class ArchiveProjectHandler(IRepository<Project> projects, IReadStore store, ILocks locks, TimeProvider clock)
    : IRequestHandler<ArchiveProject, ArchiveProjectResult>
{
    public async Task<ArchiveProjectResult> Handle(ArchiveProject request, CancellationToken cancellationToken)
    {
        // Starting an occurrence, or taking back its end, takes the same lock, so that no occurrence is under way in an archived project.
        await locks.TakeAsync(LockName.ProjectLife(request.ProjectId), cancellationToken);
        var project = await projects.GetAsync(ProjectSpec.WithoutParts(request.ProjectId), request.Version, cancellationToken);
        var started = await store.CountAsync(new StartedOccurrences(request.ProjectId), cancellationToken);
        project.Archive(occurrenceIsStarted: started > 0, clock.GetUtcNow());
        return new ArchiveProjectResult(project.Id, project.Version);
    }
}

internal sealed class StartedOccurrences(ProjectId project) : ReadSpecification<OccurrenceId>
{
    public override IQueryable<OccurrenceId> Query(IRows rows) =>
        from occurrence in rows.Of<Occurrence>()
        where occurrence.ProjectId == project && occurrence.Status == OccurrenceStatus.Started
        select occurrence.Id;
}
