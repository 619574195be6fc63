using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Projects;

/// <summary>The road authority changes what a project is called and which contractors work on it.</summary>
[Access(Role.Organisation)]
public sealed record ChangeProject(ProjectId ProjectId, int Version, ChangeProjectBody Body)
    : ICommand<ChangeProjectResult>, IHasBody<ChangeProjectBody>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ProjectId;
}

public sealed record ChangeProjectBody(string Code, string Name, [property: Multiline] string? Description, IReadOnlyList<ContractorId> ContractorIds);

public sealed record ChangeProjectResult(ProjectId Id, int Version) : IVersioned;

internal sealed class ChangeProjectValidator : AbstractValidator<ChangeProject>
{
    public ChangeProjectValidator()
    {
        RuleFor(request => request.Body.Code).NotEmpty().MaximumLength(30);
        RuleFor(request => request.Body.Name).NotEmpty().MaximumLength(200);
        RuleFor(request => request.Body.Description).MaximumLength(4000);
        RuleFor(request => request.Body.ContractorIds).AtMost(100);
    }
}

internal sealed class ChangeProjectHandler(IRepository<Project> projects, TimeProvider clock) : IRequestHandler<ChangeProject, ChangeProjectResult>
{
    public async Task<ChangeProjectResult> Handle(ChangeProject request, CancellationToken cancellationToken)
    {
        var (code, name, description, contractors) = request.Body;
        var project = await projects.GetAsync(ProjectSpec.ById(request.ProjectId), request.Version, cancellationToken);
        if (await projects.AnyAsync(ProjectSpec.WithCode(code, except: project.Id), cancellationToken)) throw ProjectProblems.CodeTaken();
        project.Change(code, name, description, contractors, clock.GetUtcNow());
        return new ChangeProjectResult(project.Id, project.Version);
    }
}
