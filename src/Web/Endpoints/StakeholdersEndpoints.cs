using Vemap.Application.Features.Stakeholders;
using Vemap.Domain.Stakeholders;

namespace Vemap.Web.Endpoints;

internal sealed class StakeholdersEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var stakeholders = routes.MapGroup($"{EndpointGroups.Environment}/stakeholders");

        stakeholders.MapGet("", async (ClientEnvironmentId environmentId, ProjectId? projectId, Choice<Register>? register, Choice<StakeholderCategory>? category, string? text, string? cursor, int? limit, bool? count, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new ListStakeholders(projectId, register?.Value, category?.Value, text, cursor, limit, count), cancellationToken)))
            .Sends<ListStakeholders>();

        stakeholders.MapPost("", async (ClientEnvironmentId environmentId, Body<AddStakeholderBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var made = await mediator.Send(new AddStakeholder(body.Value), cancellationToken);
            return Answer.Created(made.Id.ToString(), made, made.Version);
        }).Sends<AddStakeholder>();

        stakeholders.MapGet("{stakeholderId}", async (ClientEnvironmentId environmentId, StakeholderId stakeholderId, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var found = await mediator.Send(new GetStakeholder(stakeholderId), cancellationToken);
            return Answer.Ok(found, found.Version);
        }).Sends<GetStakeholder>();

        stakeholders.MapPut("{stakeholderId}", async (ClientEnvironmentId environmentId, StakeholderId stakeholderId, IfMatch ifMatch, Body<ChangeStakeholderBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var changed = await mediator.Send(new ChangeStakeholder(stakeholderId, ifMatch.Version, body.Value), cancellationToken);
            return Answer.Ok(changed, changed.Version);
        }).Sends<ChangeStakeholder>();

        stakeholders.MapDelete("{stakeholderId}", async (ClientEnvironmentId environmentId, StakeholderId stakeholderId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        {
            await mediator.Send(new RemoveStakeholder(stakeholderId, ifMatch.Version), cancellationToken);
            return TypedResults.NoContent();
        }).Sends<RemoveStakeholder>();

        var groups = routes.MapGroup($"{EndpointGroups.Environment}/stakeholder-groups");

        groups.MapGet("", async (ClientEnvironmentId environmentId, ProjectId? projectId, string? cursor, int? limit, bool? count, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new ListStakeholderGroups(projectId, cursor, limit, count), cancellationToken)))
            .Sends<ListStakeholderGroups>();

        groups.MapPost("", async (ClientEnvironmentId environmentId, Body<AddStakeholderGroupBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var made = await mediator.Send(new AddStakeholderGroup(body.Value), cancellationToken);
            return Answer.Created(made.Id.ToString(), made, made.Version);
        }).Sends<AddStakeholderGroup>();

        groups.MapGet("{groupId}", async (ClientEnvironmentId environmentId, StakeholderGroupId groupId, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var found = await mediator.Send(new GetStakeholderGroup(groupId), cancellationToken);
            return Answer.Ok(found, found.Version);
        }).Sends<GetStakeholderGroup>();

        groups.MapPut("{groupId}", async (ClientEnvironmentId environmentId, StakeholderGroupId groupId, IfMatch ifMatch, Body<ChangeStakeholderGroupBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var changed = await mediator.Send(new ChangeStakeholderGroup(groupId, ifMatch.Version, body.Value), cancellationToken);
            return Answer.Ok(changed, changed.Version);
        }).Sends<ChangeStakeholderGroup>();

        groups.MapDelete("{groupId}", async (ClientEnvironmentId environmentId, StakeholderGroupId groupId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        {
            await mediator.Send(new RemoveStakeholderGroup(groupId, ifMatch.Version), cancellationToken);
            return TypedResults.NoContent();
        }).Sends<RemoveStakeholderGroup>();
    }
}
