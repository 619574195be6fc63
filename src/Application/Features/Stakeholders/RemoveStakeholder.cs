using Vemap.Domain.Projects;
using Vemap.Domain.Stakeholders;

namespace Vemap.Application.Features.Stakeholders;

/// <summary>Removes a stakeholder from the register. The mails that they received stay on record.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record RemoveStakeholder(StakeholderId StakeholderId, int Version) : ICommand, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => StakeholderId;
}

internal sealed class RemoveStakeholderHandler(
    IRepository<Stakeholder> stakeholders,
    IRepository<StakeholderGroup> groups,
    IRepository<Project> projects,
    CallContext call) : IRequestHandler<RemoveStakeholder, Unit>
{
    public async Task<Unit> Handle(RemoveStakeholder request, CancellationToken cancellationToken)
    {
        var stakeholder = await stakeholders.GetAsync(StakeholderSpec.ById(request.StakeholderId), request.Version, cancellationToken);
        await projects.RequireKeeperAsync(stakeholder.ProjectId, call, StakeholderProblems.RegisterOfEnvironment, cancellationToken);
        if (await groups.AnyAsync(StakeholderGroupSpec.WithMember(stakeholder.Id), cancellationToken)) throw StakeholderProblems.InGroups();
        stakeholders.Remove(stakeholder);
        return Unit.Value;
    }
}
