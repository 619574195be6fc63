using Vemap.Application.Features.Deliveries;
using Vemap.Domain.Deliveries;

namespace Vemap.Web.Endpoints;

internal sealed class DeliveriesEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var recipients = routes.MapGroup($"{EndpointGroups.Environment}/mailings/{{mailingId}}/recipients");

        recipients.MapGet("", async (
            ClientEnvironmentId environmentId, MailingId mailingId, [AsParameters] RecipientFilter filter, [AsParameters] PageQuery page,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(
                new ListRecipients(mailingId, filter.Status?.Value, filter.Mandatory, page.Cursor, page.Limit, page.Count), cancellationToken)))
            .Sends<ListRecipients>();

        recipients.MapGet("{recipientId}", async (
            ClientEnvironmentId environmentId, MailingId mailingId, RecipientId recipientId, IMediator mediator, CancellationToken cancellationToken) =>
            TypedResults.Ok(await mediator.Send(new GetRecipient(mailingId, recipientId), cancellationToken)))
            .Sends<GetRecipient>();

        recipients.MapGet("{recipientId}/message", async (
            ClientEnvironmentId environmentId, MailingId mailingId, RecipientId recipientId, IMediator mediator, CancellationToken cancellationToken) =>
            TypedResults.Ok(await mediator.Send(new ShowSentMessage(mailingId, recipientId), cancellationToken)))
            .Sends<ShowSentMessage>();
    }
}

internal sealed record RecipientFilter(Choices<RecipientStatus>? Status, bool? Mandatory);
