using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Projects;

/// <summary>Lists the projects that the caller may see, by code.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record ListProjects(ProjectStatus? Status, string? Cursor, int? Limit, bool? Count) : IQuery<Page<ProjectItem>>, IPaged;

public sealed record ProjectItem(ProjectId Id, string Code, string Name, ProjectStatus Status, int Version);

internal sealed class ListProjectsValidator : AbstractValidator<ListProjects>
{
    public ListProjectsValidator() => this.Paged(keys: 2);
}

internal sealed class ListProjectsHandler(IReadStore store) : IRequestHandler<ListProjects, Page<ProjectItem>>
{
    public async Task<Page<ProjectItem>> Handle(ListProjects request, CancellationToken cancellationToken) =>
        await request.Page(await store.ListAsync(new ProjectPage(request), cancellationToken), project => [project.Code, project.Id.ToString()])
            .CountedAsync(request, () => store.CountAsync(new ProjectPage(request with { Cursor = null }), cancellationToken));
}

internal sealed class ProjectPage(ListProjects request) : ReadSpecification<ProjectItem>
{
    public override IQueryable<ProjectItem> Query(IRows rows)
    {
        var projects = rows.Of<Project>();
        if (request.Status is { } status) projects = projects.Where(project => project.Status == status);
        if (request.After() is [var code, _]) projects = projects.Where(project => string.Compare(project.Code, code) > 0);
        return projects
            .OrderBy(project => project.Code)
            .Take(request.Take())
            .Select(project => new ProjectItem(project.Id, project.Code, project.Name, project.Status, project.Version));
    }
}
