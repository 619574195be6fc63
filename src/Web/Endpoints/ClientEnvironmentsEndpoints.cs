using Vemap.Application.Features.ClientEnvironments;
using Vemap.Domain.ClientEnvironments;

namespace Vemap.Web.Endpoints;

internal sealed class ClientEnvironmentsEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("client-environments", async (
            Choice<EnvironmentStatus>? status, [AsParameters] PageQuery page, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new ListClientEnvironments(status?.Value, page.Cursor, page.Limit, page.Count), cancellationToken)))
            .Sends<ListClientEnvironments>();

        routes.MapPost("client-environments", async (Body<CreateClientEnvironmentBody> body, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Created(await mediator.Send(new CreateClientEnvironment(body.Value), cancellationToken), made => $"{made.Id}"))
            .Sends<CreateClientEnvironment>();

        var environment = routes.MapGroup(EndpointGroups.Environment);

        environment.MapGet("", async (ClientEnvironmentId environmentId, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new GetClientEnvironment(), cancellationToken)))
            .Sends<GetClientEnvironment>();

        environment.MapPut("", async (
            ClientEnvironmentId environmentId, IfMatch ifMatch, Body<ChangeClientEnvironmentBody> body,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new ChangeClientEnvironment(ifMatch.Version, body.Value), cancellationToken)))
            .Sends<ChangeClientEnvironment>();

        environment.MapPut("settings", async (
            ClientEnvironmentId environmentId, IfMatch ifMatch, Body<ChangeEnvironmentSettingsBody> body,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new ChangeEnvironmentSettings(ifMatch.Version, body.Value), cancellationToken)))
            .Sends<ChangeEnvironmentSettings>();

        environment.MapPost("suspensions", async (
            ClientEnvironmentId environmentId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new SuspendClientEnvironment(ifMatch.Version), cancellationToken)))
            .Sends<SuspendClientEnvironment>();

        environment.MapPost("reactivations", async (
            ClientEnvironmentId environmentId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new ReactivateClientEnvironment(ifMatch.Version), cancellationToken)))
            .Sends<ReactivateClientEnvironment>();
    }
}
