using Vemap.Application.Features.ClientEnvironments;
using Vemap.Domain.ClientEnvironments;

namespace Vemap.Web.Endpoints;

internal sealed class ClientEnvironmentsEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("client-environments", async (Choice<EnvironmentStatus>? status, string? cursor, int? limit, bool? count, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new ListClientEnvironments(status?.Value, cursor, limit, count), cancellationToken)))
            .Sends<ListClientEnvironments>();

        routes.MapPost("client-environments", async (Body<CreateClientEnvironmentBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var made = await mediator.Send(new CreateClientEnvironment(body.Value), cancellationToken);
            return Answer.Created(made.Id.ToString(), made, made.Version);
        }).Sends<CreateClientEnvironment>();

        var environment = routes.MapGroup(EndpointGroups.Environment);

        environment.MapGet("", async (ClientEnvironmentId environmentId, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var found = await mediator.Send(new GetClientEnvironment(), cancellationToken);
            return Answer.Ok(found, found.Version);
        }).Sends<GetClientEnvironment>();

        environment.MapPut("", async (ClientEnvironmentId environmentId, IfMatch ifMatch, Body<ChangeClientEnvironmentBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var changed = await mediator.Send(new ChangeClientEnvironment(ifMatch.Version, body.Value), cancellationToken);
            return Answer.Ok(changed, changed.Version);
        }).Sends<ChangeClientEnvironment>();

        environment.MapPut("settings", async (ClientEnvironmentId environmentId, IfMatch ifMatch, Body<ChangeEnvironmentSettingsBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var changed = await mediator.Send(new ChangeEnvironmentSettings(ifMatch.Version, body.Value), cancellationToken);
            return Answer.Ok(changed, changed.Version);
        }).Sends<ChangeEnvironmentSettings>();

        environment.MapPost("suspensions", async (ClientEnvironmentId environmentId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var suspended = await mediator.Send(new SuspendClientEnvironment(ifMatch.Version), cancellationToken);
            return Answer.Ok(suspended, suspended.Version);
        }).Sends<SuspendClientEnvironment>();

        environment.MapPost("reactivations", async (ClientEnvironmentId environmentId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var reactivated = await mediator.Send(new ReactivateClientEnvironment(ifMatch.Version), cancellationToken);
            return Answer.Ok(reactivated, reactivated.Version);
        }).Sends<ReactivateClientEnvironment>();
    }
}
