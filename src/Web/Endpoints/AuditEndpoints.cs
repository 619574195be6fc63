using MediatR;
using Microsoft.AspNetCore.Mvc;
using Vemap.Application.Features.Audit;
using Vemap.Web.Http;

namespace Vemap.Web.Endpoints;

internal sealed class AuditEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var entries = routes.MapGroup($"{EndpointGroups.Environment}/audit-entries");

        entries.MapGet("", async (ClientEnvironmentId environmentId, [AsParameters] AuditQuery query, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(
                new ListAuditEntries(query.Action, query.Outcome, query.Actor, query.Object, query.From?.Value, query.To?.Value, query.Cursor, query.Limit),
                cancellationToken)))
            .Sends<ListAuditEntries>();

        entries.MapGet("{entryId}", async (ClientEnvironmentId environmentId, AuditEntryId entryId, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new GetAuditEntry(entryId), cancellationToken), version: 1))
            .Sends<GetAuditEntry>();

        routes.MapGet("audit-entries", async ([AsParameters] AuditQuery query, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(
                new ListPlatformAuditEntries(query.Action, query.Outcome, query.Actor, query.Object, query.From?.Value, query.To?.Value, query.Cursor, query.Limit),
                cancellationToken)))
            .Sends<ListPlatformAuditEntries>();
    }

    // Named once more in small letters: that is how they stand in the address.
    private sealed record AuditQuery(
        [FromQuery(Name = "action")] string? Action,
        [FromQuery(Name = "outcome")] string? Outcome,
        [FromQuery(Name = "actor")] UserId? Actor,
        [FromQuery(Name = "object")] Guid? Object,
        [FromQuery(Name = "from")] Instant? From,
        [FromQuery(Name = "to")] Instant? To,
        [FromQuery(Name = "cursor")] string? Cursor,
        [FromQuery(Name = "limit")] int? Limit);
}
