using Vemap.Domain.Projects;
using Vemap.Domain.Stakeholders;

namespace Vemap.Application.Features.Stakeholders;

/// <summary>Creates a group of stakeholders in the environment or, with a project, in that project.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record AddStakeholderGroup(AddStakeholderGroupBody Body) : ICommand<AddStakeholderGroupResult>, IHasBody<AddStakeholderGroupBody>;

/// <param name="StakeholderIds">The members. A group of the environment may only have stakeholders of the environment.</param>
/// <param name="ProjectId">Null: a group of the environment.</param>
public sealed record AddStakeholderGroupBody(string Name, IReadOnlyList<StakeholderId> StakeholderIds, ProjectId? ProjectId = null);

public sealed record AddStakeholderGroupResult(StakeholderGroupId Id, int Version) : IVersioned;

internal sealed class AddStakeholderGroupValidator : AbstractValidator<AddStakeholderGroup>
{
    public AddStakeholderGroupValidator()
    {
        RuleFor(request => request.Body.Name).NotEmpty().MaximumLength(200);
        RuleFor(request => request.Body.StakeholderIds).Members();
    }
}

internal sealed class AddStakeholderGroupHandler(
    IRepository<StakeholderGroup> groups,
    IRepository<Project> projects,
    IReadStore store,
    CallContext call,
    TimeProvider clock) : IRequestHandler<AddStakeholderGroup, AddStakeholderGroupResult>
{
    public async Task<AddStakeholderGroupResult> Handle(AddStakeholderGroup request, CancellationToken cancellationToken)
    {
        var body = request.Body;
        await projects.RequireKeeperAsync(body.ProjectId, call, StakeholderGroupProblems.RegisterOfEnvironment, cancellationToken);
        if (await groups.AnyAsync(StakeholderGroupSpec.WithName(body.ProjectId, body.Name), cancellationToken)) throw StakeholderGroupProblems.NameTaken();
        await store.RequireMembersAsync(body.ProjectId, body.StakeholderIds, cancellationToken);
        var group = new StakeholderGroup(StakeholderGroupId.New(), body.ProjectId, body.Name, body.StakeholderIds, clock.GetUtcNow());
        groups.Add(group);
        return new AddStakeholderGroupResult(group.Id, group.Version);
    }
}
