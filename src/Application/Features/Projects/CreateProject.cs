using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Projects;

/// <summary>The road authority opens a project, under a code that is unique in its environment.</summary>
[Access(Role.Organisation)]
public sealed record CreateProject(CreateProjectBody Body) : ICommand<CreateProjectResult>, IHasBody<CreateProjectBody>;

public sealed record CreateProjectBody(string Code, string Name, [property: Multiline] string? Description = null);

public sealed record CreateProjectResult(ProjectId Id, int Version) : IVersioned;

internal sealed class CreateProjectValidator : AbstractValidator<CreateProject>
{
    public CreateProjectValidator()
    {
        RuleFor(request => request.Body.Code).NotEmpty().MaximumLength(30);
        RuleFor(request => request.Body.Name).NotEmpty().MaximumLength(200);
        RuleFor(request => request.Body.Description).MaximumLength(4000);
    }
}

internal sealed class CreateProjectHandler(IRepository<Project> projects, TimeProvider clock) : IRequestHandler<CreateProject, CreateProjectResult>
{
    public async Task<CreateProjectResult> Handle(CreateProject request, CancellationToken cancellationToken)
    {
        if (await projects.AnyAsync(ProjectSpec.WithCode(request.Body.Code), cancellationToken)) throw ProjectProblems.CodeTaken();
        var project = new Project(ProjectId.New(), request.Body.Code, request.Body.Name, request.Body.Description, clock.GetUtcNow());
        projects.Add(project);
        return new CreateProjectResult(project.Id, project.Version);
    }
}
