using System.Text.Json;
using Vemap.Domain.Projects;
using Vemap.Domain.Stakeholders;

namespace Vemap.Application.Features.Stakeholders;

/// <summary>Changes the details of a stakeholder. The register does not change.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record ChangeStakeholder(StakeholderId StakeholderId, int Version, ChangeStakeholderBody Body)
    : ICommand<ChangeStakeholderResult>, IHasBody<ChangeStakeholderBody>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => StakeholderId;
}

public sealed record ChangeStakeholderBody(
    string Name,
    string Email,
    StakeholderCategory Category,
    string Language = "nl",
    bool Mandatory = false,
    string? Organisation = null,
    string? FallbackEmail = null,
    string? Phone = null,
    JsonElement? InterestArea = null,
    UserId? LinkedUserId = null) : IStakeholderFields;

public sealed record ChangeStakeholderResult(StakeholderId Id, int Version) : IVersioned;

internal sealed class ChangeStakeholderValidator : AbstractValidator<ChangeStakeholder>
{
    public ChangeStakeholderValidator() => RuleFor(request => (IStakeholderFields)request.Body).SetValidator(new StakeholderFieldsValidator());
}

internal sealed class ChangeStakeholderHandler(
    IRepository<Stakeholder> stakeholders,
    IRepository<Project> projects,
    IUserDirectory users,
    CallContext call,
    TimeProvider clock) : IRequestHandler<ChangeStakeholder, ChangeStakeholderResult>
{
    public async Task<ChangeStakeholderResult> Handle(ChangeStakeholder request, CancellationToken cancellationToken)
    {
        var stakeholder = await stakeholders.GetAsync(StakeholderSpec.ById(request.StakeholderId), request.Version, cancellationToken);
        await projects.RequireKeeperAsync(stakeholder.ProjectId, call, StakeholderProblems.RegisterOfEnvironment, cancellationToken);
        if (await stakeholders.AnyAsync(StakeholderSpec.WithEmail(stakeholder.ProjectId, request.Body.Email, stakeholder.Id), cancellationToken))
            throw StakeholderProblems.EmailTaken();
        stakeholder.Change(await users.DetailsAsync(request.Body, stakeholder.LinkedUser, cancellationToken), clock.GetUtcNow());
        return new ChangeStakeholderResult(stakeholder.Id, stakeholder.Version);
    }
}
