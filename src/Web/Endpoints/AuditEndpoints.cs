using Vemap.Application.Features.Audit;

namespace Vemap.Web.Endpoints;

internal sealed class AuditEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var entries = routes.MapGroup($"{EndpointGroups.Environment}/audit-entries");

        entries.MapGet("", async (
            ClientEnvironmentId environmentId, [AsParameters] AuditFilter filter, [AsParameters] PageQuery page,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(
                new ListAuditEntries(
                    filter.Action, filter.Outcome, filter.ActorId, filter.ObjectId, filter.From?.Value, filter.To?.Value,
                    page.Cursor, page.Limit, page.Count),
                cancellationToken)))
            .Sends<ListAuditEntries>();

        entries.MapGet("{entryId}", async (ClientEnvironmentId environmentId, AuditEntryId entryId, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new GetAuditEntry(entryId), cancellationToken)))
            .Sends<GetAuditEntry>();

        routes.MapGet("audit-entries", async (
            [AsParameters] AuditFilter filter, [AsParameters] PageQuery page, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(
                new ListPlatformAuditEntries(
                    filter.Action, filter.Outcome, filter.ActorId, filter.ObjectId, filter.From?.Value, filter.To?.Value,
                    page.Cursor, page.Limit, page.Count),
                cancellationToken)))
            .Sends<ListPlatformAuditEntries>();
    }
}

internal sealed record AuditFilter(string? Action, string? Outcome, UserId? ActorId, Guid? ObjectId, Instant? From, Instant? To);
