using Vemap.Application.Features.Users;
using Vemap.Domain.Users;

namespace Vemap.Web.Endpoints;

internal sealed class UsersEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        MapMembers(routes);
        MapAccounts(routes.MapGroup("users"));
    }

    private static void MapMembers(IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup($"{EndpointGroups.Environment}/users");

        users.MapPost("", async (ClientEnvironmentId environmentId, Body<InviteUserBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var invited = await mediator.Send(new InviteUser(body.Value), cancellationToken);
            return Answer.Created(invited.Id.ToString(), invited, invited.Version);
        }).Sends<InviteUser>().AddEndpointFilter<SameTime>();

        users.MapGet("", async (ClientEnvironmentId environmentId, Choice<Role>? role, bool? current, string? cursor, int? limit, bool? count, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new ListUsers(role?.Value, current, cursor, limit, count), cancellationToken)))
            .Sends<ListUsers>();

        users.MapGet("{membershipId}", async (ClientEnvironmentId environmentId, MembershipId membershipId, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var user = await mediator.Send(new GetUser(membershipId), cancellationToken);
            return Answer.Ok(user, user.Version);
        }).Sends<GetUser>();

        users.MapPut("{membershipId}", async (ClientEnvironmentId environmentId, MembershipId membershipId, IfMatch seen, Body<ChangeMembershipBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var changed = await mediator.Send(new ChangeMembership(membershipId, seen.Version, body.Value), cancellationToken);
            return Answer.Ok(changed, changed.Version);
        }).Sends<ChangeMembership>();

        users.MapDelete("{membershipId}", async (ClientEnvironmentId environmentId, MembershipId membershipId, IfMatch seen, IMediator mediator, CancellationToken cancellationToken) =>
        {
            await mediator.Send(new RemoveMembership(membershipId, seen.Version), cancellationToken);
            return TypedResults.NoContent();
        }).Sends<RemoveMembership>();

        users.MapPost("{membershipId}/invitations", async (ClientEnvironmentId environmentId, MembershipId membershipId, IfMatch seen, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var invited = await mediator.Send(new ResendInvitation(membershipId, seen.Version), cancellationToken);
            return Answer.Ok(invited, invited.Version);
        }).Sends<ResendInvitation>().AddEndpointFilter<SameTime>();

        users.MapPost("{membershipId}/acceptances", async (ClientEnvironmentId environmentId, MembershipId membershipId, IfMatch ifMatch, IMediator mediator,
            CancellationToken cancellationToken) =>
        {
            var accepted = await mediator.Send(new AcceptInvitation(membershipId, ifMatch.Version), cancellationToken);
            return Answer.Ok(accepted, accepted.Version);
        }).Sends<AcceptInvitation>();

        routes.MapGet($"{EndpointGroups.Environment}/members", async (ClientEnvironmentId environmentId, string? cursor, int? limit, bool? count, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new ListMembers(cursor, limit, count), cancellationToken)))
            .Sends<ListMembers>();
    }

    private static void MapAccounts(RouteGroupBuilder users)
    {
        users.MapPost("", async (Body<InviteAdminBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var invited = await mediator.Send(new InviteAdmin(body.Value), cancellationToken);
            return Answer.Created(invited.Id.ToString(), invited, invited.Version);
        }).Sends<InviteAdmin>();

        users.MapGet("", async (string? email, Choice<UserStatus>? status, bool? isAdmin, string? cursor, int? limit, bool? count, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new ListAllUsers(email, status?.Value, isAdmin, cursor, limit, count), cancellationToken)))
            .Sends<ListAllUsers>();

        users.MapGet("{userId}", async (UserId userId, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var user = await mediator.Send(new GetUserAccount(userId), cancellationToken);
            return Answer.Ok(user, user.Version);
        }).Sends<GetUserAccount>();

        users.MapPost("{userId}/demotions", async (UserId userId, IfMatch seen, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var demoted = await mediator.Send(new DemoteAdmin(userId, seen.Version), cancellationToken);
            return Answer.Ok(demoted, demoted.Version);
        }).Sends<DemoteAdmin>();

        users.MapPost("{userId}/disablements", async (UserId userId, IfMatch seen, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var disabled = await mediator.Send(new DisableUser(userId, seen.Version), cancellationToken);
            return Answer.Ok(disabled, disabled.Version);
        }).Sends<DisableUser>();

        users.MapPost("{userId}/enablements", async (UserId userId, IfMatch seen, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var enabled = await mediator.Send(new EnableUser(userId, seen.Version), cancellationToken);
            return Answer.Ok(enabled, enabled.Version);
        }).Sends<EnableUser>();
    }
}
