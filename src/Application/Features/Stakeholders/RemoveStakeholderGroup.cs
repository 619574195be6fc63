using Vemap.Domain.Projects;
using Vemap.Domain.Stakeholders;

namespace Vemap.Application.Features.Stakeholders;

/// <summary>Removes a group. Its members stay in the register.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record RemoveStakeholderGroup(StakeholderGroupId GroupId, int Version) : ICommand, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => GroupId;
}

internal sealed class RemoveStakeholderGroupHandler(IRepository<StakeholderGroup> groups, IRepository<Project> projects, CallContext call)
    : IRequestHandler<RemoveStakeholderGroup, Unit>
{
    public async Task<Unit> Handle(RemoveStakeholderGroup request, CancellationToken cancellationToken)
    {
        var group = await groups.GetAsync(StakeholderGroupSpec.ById(request.GroupId), request.Version, cancellationToken);
        await projects.RequireKeeperAsync(group.ProjectId, call, StakeholderGroupProblems.RegisterOfEnvironment, cancellationToken);
        groups.Remove(group);
        return Unit.Value;
    }
}
