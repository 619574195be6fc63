using Vemap.Domain.Projects;
using Vemap.Domain.Stakeholders;

namespace Vemap.Application.Features.Stakeholders;

/// <summary>Changes the name of a group and replaces its members.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record ChangeStakeholderGroup(StakeholderGroupId GroupId, int Version, ChangeStakeholderGroupBody Body)
    : ICommand<ChangeStakeholderGroupResult>, IHasBody<ChangeStakeholderGroupBody>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => GroupId;
}

/// <param name="StakeholderIds">All members of the group.</param>
public sealed record ChangeStakeholderGroupBody(string Name, IReadOnlyList<StakeholderId> StakeholderIds);

public sealed record ChangeStakeholderGroupResult(StakeholderGroupId Id, int Version) : IVersioned;

internal sealed class ChangeStakeholderGroupValidator : AbstractValidator<ChangeStakeholderGroup>
{
    public ChangeStakeholderGroupValidator()
    {
        RuleFor(request => request.Body.Name).NotEmpty().MaximumLength(200);
        RuleFor(request => request.Body.StakeholderIds).Members();
    }
}

internal sealed class ChangeStakeholderGroupHandler(
    IRepository<StakeholderGroup> groups,
    IRepository<Project> projects,
    IReadStore store,
    CallContext call,
    TimeProvider clock) : IRequestHandler<ChangeStakeholderGroup, ChangeStakeholderGroupResult>
{
    public async Task<ChangeStakeholderGroupResult> Handle(ChangeStakeholderGroup request, CancellationToken cancellationToken)
    {
        var body = request.Body;
        var group = await groups.GetAsync(StakeholderGroupSpec.ById(request.GroupId), request.Version, cancellationToken);
        await projects.RequireKeeperAsync(group.ProjectId, call, StakeholderGroupProblems.RegisterOfEnvironment, cancellationToken);
        if (await groups.AnyAsync(StakeholderGroupSpec.WithName(group.ProjectId, body.Name, group.Id), cancellationToken))
            throw StakeholderGroupProblems.NameTaken();
        await store.RequireMembersAsync(group.ProjectId, body.StakeholderIds, cancellationToken);
        group.Change(body.Name, body.StakeholderIds, clock.GetUtcNow());
        return new ChangeStakeholderGroupResult(group.Id, group.Version);
    }
}
