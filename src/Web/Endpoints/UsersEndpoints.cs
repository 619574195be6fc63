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
            Answer.Created(await mediator.Send(new InviteUser(body.Value), cancellationToken), made => $"{made.Id}"))
            .Sends<InviteUser>().AddEndpointFilter<MinimumDurationFilter>();

        users.MapGet("", async (
            ClientEnvironmentId environmentId, [AsParameters] MembershipFilter filter, [AsParameters] PageQuery page,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new ListUsers(filter.Role?.Value, filter.Current, page.Cursor, page.Limit, page.Count), cancellationToken)))
            .Sends<ListUsers>();

        users.MapGet("{membershipId}", async (
            ClientEnvironmentId environmentId, MembershipId membershipId, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new GetUser(membershipId), cancellationToken)))
            .Sends<GetUser>();

        users.MapPut("{membershipId}", async (
            ClientEnvironmentId environmentId, MembershipId membershipId, IfMatch ifMatch, Body<ChangeMembershipBody> body,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new ChangeMembership(membershipId, ifMatch.Version, body.Value), cancellationToken)))
            .Sends<ChangeMembership>();

        users.MapDelete("{membershipId}", async (
            ClientEnvironmentId environmentId, MembershipId membershipId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.NoContent(await mediator.Send(new RemoveMembership(membershipId, ifMatch.Version), cancellationToken)))
            .Sends<RemoveMembership>();

        users.MapPost("{membershipId}/invitations", async (
            ClientEnvironmentId environmentId, MembershipId membershipId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new ResendInvitation(membershipId, ifMatch.Version), cancellationToken)))
            .Sends<ResendInvitation>().AddEndpointFilter<MinimumDurationFilter>();

        users.MapPost("{membershipId}/acceptances", async (
            ClientEnvironmentId environmentId, MembershipId membershipId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new AcceptInvitation(membershipId, ifMatch.Version), cancellationToken)))
            .Sends<AcceptInvitation>();

        routes.MapGet($"{EndpointGroups.Environment}/members", async (
            ClientEnvironmentId environmentId, [AsParameters] PageQuery page, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new ListMembers(page.Cursor, page.Limit, page.Count), cancellationToken)))
            .Sends<ListMembers>();
    }

    private static void MapAccounts(RouteGroupBuilder users)
    {
        users.MapPost("", async (Body<InviteAdminBody> body, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Created(await mediator.Send(new InviteAdmin(body.Value), cancellationToken), made => $"{made.Id}"))
            .Sends<InviteAdmin>();

        users.MapGet("", async ([AsParameters] AccountFilter filter, [AsParameters] PageQuery page, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(
                new ListAllUsers(filter.Email, filter.Status?.Value, filter.IsAdmin, page.Cursor, page.Limit, page.Count), cancellationToken)))
            .Sends<ListAllUsers>();

        users.MapGet("{userId}", async (UserId userId, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new GetUserAccount(userId), cancellationToken)))
            .Sends<GetUserAccount>();

        users.MapPost("{userId}/demotions", async (UserId userId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new DemoteAdmin(userId, ifMatch.Version), cancellationToken)))
            .Sends<DemoteAdmin>();

        users.MapPost("{userId}/disablements", async (UserId userId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new DisableUser(userId, ifMatch.Version), cancellationToken)))
            .Sends<DisableUser>();

        users.MapPost("{userId}/enablements", async (UserId userId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new EnableUser(userId, ifMatch.Version), cancellationToken)))
            .Sends<EnableUser>();
    }
}

internal sealed record MembershipFilter(Choice<Role>? Role, bool? Current);

internal sealed record AccountFilter(string? Email, Choice<UserStatus>? Status, bool? IsAdmin);
