using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Projects;

/// <summary>The road authority lets a user of the environment work on a project, also one who is invited and has not come yet.</summary>
[Access(Role.Organisation)]
public sealed record AddProjectMember(ProjectId ProjectId, int Version, AddProjectMemberBody Body)
    : ICommand<AddProjectMemberResult>, IHasBody<AddProjectMemberBody>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ProjectId;
}

public sealed record AddProjectMemberBody(UserId UserId);

public sealed record AddProjectMemberResult(ProjectId Id, int Version) : IVersioned;

internal sealed class AddProjectMemberValidator : AbstractValidator<AddProjectMember>
{
    public AddProjectMemberValidator() => RuleFor(request => request.Body.UserId).NotEmpty();
}

internal sealed class AddProjectMemberHandler(IRepository<Project> projects, IUserDirectory users, TimeProvider clock)
    : IRequestHandler<AddProjectMember, AddProjectMemberResult>
{
    public async Task<AddProjectMemberResult> Handle(AddProjectMember request, CancellationToken cancellationToken)
    {
        var project = await projects.GetAsync(ProjectSpec.ById(request.ProjectId), request.Version, cancellationToken);
        if (!await users.CanJoinProjectsAsync(request.Body.UserId, cancellationToken)) throw ProjectProblems.NotInEnvironment();
        project.AddMember(request.Body.UserId, clock.GetUtcNow());
        return new AddProjectMemberResult(project.Id, project.Version);
    }
}
