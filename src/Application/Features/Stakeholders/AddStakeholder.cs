using System.Text.Json;
using Vemap.Domain.Projects;
using Vemap.Domain.Stakeholders;

namespace Vemap.Application.Features.Stakeholders;

/// <summary>Adds a stakeholder to the register of the environment or, with a project, to the register of that project.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record AddStakeholder(AddStakeholderBody Body) : ICommand<AddStakeholderResult>, IHasBody<AddStakeholderBody>;

/// <param name="ProjectId">Null: the register of the environment.</param>
public sealed record AddStakeholderBody(
    string Name,
    string Email,
    StakeholderCategory Category,
    string Language = "nl",
    bool Mandatory = false,
    string? Organisation = null,
    string? FallbackEmail = null,
    string? Phone = null,
    JsonElement? InterestArea = null,
    UserId? LinkedUserId = null,
    ProjectId? ProjectId = null) : IStakeholderFields;

public sealed record AddStakeholderResult(StakeholderId Id, int Version) : IVersioned;

internal sealed class AddStakeholderValidator : AbstractValidator<AddStakeholder>
{
    public AddStakeholderValidator() => RuleFor(request => (IStakeholderFields)request.Body).SetValidator(new StakeholderFieldsValidator());
}

internal sealed class AddStakeholderHandler(
    IRepository<Stakeholder> stakeholders,
    IRepository<Project> projects,
    IUserDirectory users,
    CallContext call,
    TimeProvider clock) : IRequestHandler<AddStakeholder, AddStakeholderResult>
{
    public async Task<AddStakeholderResult> Handle(AddStakeholder request, CancellationToken cancellationToken)
    {
        var (body, register) = (request.Body, request.Body.ProjectId);
        await projects.RequireKeeperAsync(register, call, StakeholderProblems.RegisterOfEnvironment, cancellationToken);
        if (await stakeholders.AnyAsync(StakeholderSpec.WithEmail(register, body.Email), cancellationToken)) throw StakeholderProblems.EmailTaken();
        var details = await users.DetailsAsync(body, null, cancellationToken);
        var stakeholder = new Stakeholder(StakeholderId.New(), register, details, clock.GetUtcNow());
        stakeholders.Add(stakeholder);
        return new AddStakeholderResult(stakeholder.Id, stakeholder.Version);
    }
}
