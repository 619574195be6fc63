using Vemap.Application.Features.Stakeholders;
using Vemap.Domain.Stakeholders;

namespace Vemap.Web.Endpoints;

internal sealed class StakeholdersEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var stakeholders = routes.MapGroup($"{EndpointGroups.Environment}/stakeholders");

        stakeholders.MapGet("", async (
            ClientEnvironmentId environmentId, [AsParameters] StakeholderFilter filter, [AsParameters] PageQuery page,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(
                new ListStakeholders(filter.ProjectId, filter.Register?.Value, filter.Category?.Value, filter.Text, page.Cursor, page.Limit, page.Count),
                cancellationToken)))
            .Sends<ListStakeholders>();

        stakeholders.MapPost("", async (
            ClientEnvironmentId environmentId, Body<AddStakeholderBody> body, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Created(await mediator.Send(new AddStakeholder(body.Value), cancellationToken), made => $"{made.Id}"))
            .Sends<AddStakeholder>();

        stakeholders.MapGet("{stakeholderId}", async (
            ClientEnvironmentId environmentId, StakeholderId stakeholderId, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new GetStakeholder(stakeholderId), cancellationToken)))
            .Sends<GetStakeholder>();

        stakeholders.MapPut("{stakeholderId}", async (
            ClientEnvironmentId environmentId, StakeholderId stakeholderId, IfMatch ifMatch, Body<ChangeStakeholderBody> body,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new ChangeStakeholder(stakeholderId, ifMatch.Version, body.Value), cancellationToken)))
            .Sends<ChangeStakeholder>();

        stakeholders.MapDelete("{stakeholderId}", async (
            ClientEnvironmentId environmentId, StakeholderId stakeholderId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.NoContent(await mediator.Send(new RemoveStakeholder(stakeholderId, ifMatch.Version), cancellationToken)))
            .Sends<RemoveStakeholder>();

        var groups = routes.MapGroup($"{EndpointGroups.Environment}/stakeholder-groups");

        groups.MapGet("", async (
            ClientEnvironmentId environmentId, ProjectId? projectId, [AsParameters] PageQuery page, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new ListStakeholderGroups(projectId, page.Cursor, page.Limit, page.Count), cancellationToken)))
            .Sends<ListStakeholderGroups>();

        groups.MapPost("", async (
            ClientEnvironmentId environmentId, Body<AddStakeholderGroupBody> body, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Created(await mediator.Send(new AddStakeholderGroup(body.Value), cancellationToken), made => $"{made.Id}"))
            .Sends<AddStakeholderGroup>();

        groups.MapGet("{groupId}", async (
            ClientEnvironmentId environmentId, StakeholderGroupId groupId, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new GetStakeholderGroup(groupId), cancellationToken)))
            .Sends<GetStakeholderGroup>();

        groups.MapPut("{groupId}", async (
            ClientEnvironmentId environmentId, StakeholderGroupId groupId, IfMatch ifMatch, Body<ChangeStakeholderGroupBody> body,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new ChangeStakeholderGroup(groupId, ifMatch.Version, body.Value), cancellationToken)))
            .Sends<ChangeStakeholderGroup>();

        groups.MapDelete("{groupId}", async (
            ClientEnvironmentId environmentId, StakeholderGroupId groupId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.NoContent(await mediator.Send(new RemoveStakeholderGroup(groupId, ifMatch.Version), cancellationToken)))
            .Sends<RemoveStakeholderGroup>();
    }
}

internal sealed record StakeholderFilter(ProjectId? ProjectId, Choice<Register>? Register, Choice<StakeholderCategory>? Category, string? Text);
