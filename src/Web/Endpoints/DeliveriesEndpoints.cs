using Vemap.Application.Features.Deliveries;
using Vemap.Domain.Deliveries;

namespace Vemap.Web.Endpoints;

internal sealed class DeliveriesEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var recipients = routes.MapGroup($"{EndpointGroups.Environment}/mailings/{{mailingId}}/recipients");

        recipients.MapGet("", async (ClientEnvironmentId environmentId, MailingId mailingId, Choices<RecipientStatus>? status, bool? mandatory, string? cursor, int? limit, bool? count, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new ListRecipients(mailingId, status?.Value, mandatory, cursor, limit, count), cancellationToken)))
            .Sends<ListRecipients>();

        recipients.MapGet("{recipientId}", async (ClientEnvironmentId environmentId, MailingId mailingId, RecipientId recipientId, IMediator mediator, CancellationToken cancellationToken) =>
            TypedResults.Ok(await mediator.Send(new GetRecipient(mailingId, recipientId), cancellationToken)))
            .Sends<GetRecipient>();

        recipients.MapGet("{recipientId}/message", async (ClientEnvironmentId environmentId, MailingId mailingId, RecipientId recipientId, IMediator mediator, CancellationToken cancellationToken) =>
            TypedResults.Ok(await mediator.Send(new ShowSentMessage(mailingId, recipientId), cancellationToken)))
            .Sends<ShowSentMessage>();
    }
}
