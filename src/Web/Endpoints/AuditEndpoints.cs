using Vemap.Application.Features.Audit;

namespace Vemap.Web.Endpoints;

internal sealed class AuditEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var entries = routes.MapGroup($"{EndpointGroups.Environment}/audit-entries");

        entries.MapGet("", async (ClientEnvironmentId environmentId, string? action, string? outcome, UserId? actorId, Guid? objectId, Instant? from, Instant? to, string? cursor, int? limit, bool? count, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(
                new ListAuditEntries(action, outcome, actorId, objectId, from?.Value, to?.Value, cursor, limit, count),
                cancellationToken)))
            .Sends<ListAuditEntries>();

        entries.MapGet("{entryId}", async (ClientEnvironmentId environmentId, AuditEntryId entryId, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new GetAuditEntry(entryId), cancellationToken), version: 1))
            .Sends<GetAuditEntry>();

        routes.MapGet("audit-entries", async (string? action, string? outcome, UserId? actorId, Guid? objectId, Instant? from, Instant? to, string? cursor, int? limit, bool? count, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(
                new ListPlatformAuditEntries(action, outcome, actorId, objectId, from?.Value, to?.Value, cursor, limit, count),
                cancellationToken)))
            .Sends<ListPlatformAuditEntries>();
    }
}
