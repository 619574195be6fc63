using Vemap.Domain.Closures;
using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Closures;

/// <summary>Lists a project's closures by their start.</summary>
[Access(Role.Organisation, Role.Manager, Role.Stakeholder)]
public sealed record ListClosures(
    ProjectId ProjectId,
    IReadOnlyList<ClosureStatus>? Status,
    DateTimeOffset? From,
    DateTimeOffset? To,
    string? Bbox,
    string? Text,
    string? Cursor,
    int? Limit,
    bool? Count) : IQuery<Page<ClosureItem>>, IClosureFilters, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ProjectId;
}

internal sealed class ListClosuresValidator : AbstractValidator<ListClosures>
{
    public ListClosuresValidator() => this.ClosureFilters();
}

internal sealed class ListClosuresHandler(IReadStore store, TimeProvider clock) : IRequestHandler<ListClosures, Page<ClosureItem>>
{
    public async Task<Page<ClosureItem>> Handle(ListClosures request, CancellationToken cancellationToken)
    {
        var rows = await store.ListAsync(new ProjectsClosures(request), cancellationToken);
        // Only an empty answer needs a second look: is there nothing in the project, or no such project?
        if (rows.Count == 0) await store.GetAsync(new VisibleProject(request.ProjectId), cancellationToken);
        return await request.ToPage(rows, clock.GetUtcNow())
            .CountedAsync(request, () => store.CountAsync(new ProjectsClosures(request with { Cursor = null }), cancellationToken));
    }
}

internal sealed class ProjectsClosures(ListClosures request) : ReadSpecification<ClosureRow>
{
    public override IQueryable<ClosureRow> Query(IRows rows) =>
        rows.Of<Closure>().Where(closure => closure.ProjectId == request.ProjectId).Matching(rows, request).InPages(request);
}

/// <summary>The project, if the caller may see it, or closures of it that they are informed about.</summary>
internal sealed class VisibleProject(ProjectId id) : ReadSpecification<ProjectId>
{
    public override IQueryable<ProjectId> Query(IRows rows) =>
        rows.Of<Project>().Where(project => project.Id == id).Select(project => project.Id)
            .Union(rows.Of<Closure>().Where(closure => closure.ProjectId == id).Select(closure => closure.ProjectId));
}
