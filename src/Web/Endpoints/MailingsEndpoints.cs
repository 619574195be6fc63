using Vemap.Application.Features.Mailings;
using Vemap.Domain.Mailings;

namespace Vemap.Web.Endpoints;

internal sealed class MailingsEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var mailings = routes.MapGroup($"{EndpointGroups.Environment}/mailings");

        mailings.MapGet("", async (ClientEnvironmentId environmentId, ProjectId? projectId, ClosureId? closureId, Choices<MailingStatus>? status, string? cursor, int? limit, bool? count, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new ListMailings(projectId, closureId, status?.Value, cursor, limit, count), cancellationToken)))
            .Sends<ListMailings>();

        mailings.MapPost("", async (ClientEnvironmentId environmentId, Body<DraftMailingBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var made = await mediator.Send(new DraftMailing(body.Value), cancellationToken);
            return Answer.Created(made.Id.ToString(), made, made.Version);
        }).Sends<DraftMailing>();

        mailings.MapGet("{mailingId}", async (ClientEnvironmentId environmentId, MailingId mailingId, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var mailing = await mediator.Send(new GetMailing(mailingId), cancellationToken);
            return Answer.Ok(mailing, mailing.Version);
        }).Sends<GetMailing>();

        mailings.MapPut("{mailingId}", async (ClientEnvironmentId environmentId, MailingId mailingId, IfMatch ifMatch, Body<ChangeMailingBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var changed = await mediator.Send(new ChangeMailing(mailingId, ifMatch.Version, body.Value), cancellationToken);
            return Answer.Ok(changed, changed.Version);
        }).Sends<ChangeMailing>();

        mailings.MapPost("{mailingId}/previews", async (ClientEnvironmentId environmentId, MailingId mailingId, Body<PreviewMailingBody> body, IMediator mediator, CancellationToken cancellationToken) =>
            TypedResults.Ok(await mediator.Send(new PreviewMailing(mailingId, body.Value), cancellationToken)))
            .Sends<PreviewMailing>();

        mailings.MapPost("{mailingId}/test-mails", async (ClientEnvironmentId environmentId, MailingId mailingId, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var queued = await mediator.Send(new SendTestMail(mailingId), cancellationToken);
            return TypedResults.Accepted((string?)null, queued);
        }).Sends<SendTestMail>();

        mailings.MapPost("{mailingId}/sendings", async (ClientEnvironmentId environmentId, MailingId mailingId, IfMatch ifMatch, Body<SendMailingBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var sent = await mediator.Send(new SendMailing(mailingId, ifMatch.Version, body.Value), cancellationToken);
            return Answer.Accepted(sent, sent.Version);
        }).Sends<SendMailing>();

        mailings.MapPost("{mailingId}/releases", async (ClientEnvironmentId environmentId, MailingId mailingId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var released = await mediator.Send(new ReleaseMailing(mailingId, ifMatch.Version), cancellationToken);
            return Answer.Ok(released, released.Version);
        }).Sends<ReleaseMailing>();

        mailings.MapPost("{mailingId}/pauses", async (ClientEnvironmentId environmentId, MailingId mailingId, IfMatch ifMatch, Body<PauseMailingBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var paused = await mediator.Send(new PauseMailing(mailingId, ifMatch.Version, body.Value), cancellationToken);
            return Answer.Ok(paused, paused.Version);
        }).Sends<PauseMailing>();

        mailings.MapPost("{mailingId}/resumptions", async (ClientEnvironmentId environmentId, MailingId mailingId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var resumed = await mediator.Send(new ResumeMailing(mailingId, ifMatch.Version), cancellationToken);
            return Answer.Ok(resumed, resumed.Version);
        }).Sends<ResumeMailing>();

        mailings.MapPost("{mailingId}/cancellations", async (ClientEnvironmentId environmentId, MailingId mailingId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var cancelled = await mediator.Send(new CancelMailing(mailingId, ifMatch.Version), cancellationToken);
            return Answer.Ok(cancelled, cancelled.Version);
        }).Sends<CancelMailing>();

        mailings.MapPost("{mailingId}/resends", async (ClientEnvironmentId environmentId, MailingId mailingId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var made = await mediator.Send(new ResendMailing(mailingId, ifMatch.Version), cancellationToken);
            return Answer.Created($"../../{made.Id}", made, made.Version);
        }).Sends<ResendMailing>();

        var recipients = mailings.MapGroup("{mailingId}/recipients");

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
