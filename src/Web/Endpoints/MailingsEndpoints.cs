using Vemap.Application.Features.Mailings;
using Vemap.Domain.Mailings;

namespace Vemap.Web.Endpoints;

internal sealed class MailingsEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var mailings = routes.MapGroup($"{EndpointGroups.Environment}/mailings");

        mailings.MapGet("", async (
            ClientEnvironmentId environmentId, [AsParameters] MailingFilter filter, [AsParameters] PageQuery page,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(
                new ListMailings(filter.ProjectId, filter.ClosureId, filter.Status?.Value, page.Cursor, page.Limit, page.Count), cancellationToken)))
            .Sends<ListMailings>();

        mailings.MapPost("", async (ClientEnvironmentId environmentId, Body<DraftMailingBody> body, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Created(await mediator.Send(new DraftMailing(body.Value), cancellationToken), made => $"{made.Id}"))
            .Sends<DraftMailing>();

        mailings.MapGet("{mailingId}", async (
            ClientEnvironmentId environmentId, MailingId mailingId, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new GetMailing(mailingId), cancellationToken)))
            .Sends<GetMailing>();

        mailings.MapPut("{mailingId}", async (
            ClientEnvironmentId environmentId, MailingId mailingId, IfMatch ifMatch, Body<ChangeMailingBody> body,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new ChangeMailing(mailingId, ifMatch.Version, body.Value), cancellationToken)))
            .Sends<ChangeMailing>();

        mailings.MapPost("{mailingId}/previews", async (
            ClientEnvironmentId environmentId, MailingId mailingId, Body<PreviewMailingBody> body, IMediator mediator, CancellationToken cancellationToken) =>
            TypedResults.Ok(await mediator.Send(new PreviewMailing(mailingId, body.Value), cancellationToken)))
            .Sends<PreviewMailing>();

        mailings.MapPost("{mailingId}/test-mails", async (
            ClientEnvironmentId environmentId, MailingId mailingId, IMediator mediator, CancellationToken cancellationToken) =>
            TypedResults.Accepted((string?)null, await mediator.Send(new SendTestMail(mailingId), cancellationToken)))
            .Sends<SendTestMail>();

        mailings.MapPost("{mailingId}/sendings", async (
            ClientEnvironmentId environmentId, MailingId mailingId, IfMatch ifMatch, Body<SendMailingBody> body,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Accepted(await mediator.Send(new SendMailing(mailingId, ifMatch.Version, body.Value), cancellationToken)))
            .Sends<SendMailing>();

        mailings.MapPost("{mailingId}/releases", async (
            ClientEnvironmentId environmentId, MailingId mailingId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new ReleaseMailing(mailingId, ifMatch.Version), cancellationToken)))
            .Sends<ReleaseMailing>();

        mailings.MapPost("{mailingId}/pauses", async (
            ClientEnvironmentId environmentId, MailingId mailingId, IfMatch ifMatch, Body<PauseMailingBody> body,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new PauseMailing(mailingId, ifMatch.Version, body.Value), cancellationToken)))
            .Sends<PauseMailing>();

        mailings.MapPost("{mailingId}/resumptions", async (
            ClientEnvironmentId environmentId, MailingId mailingId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new ResumeMailing(mailingId, ifMatch.Version), cancellationToken)))
            .Sends<ResumeMailing>();

        mailings.MapPost("{mailingId}/cancellations", async (
            ClientEnvironmentId environmentId, MailingId mailingId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new CancelMailing(mailingId, ifMatch.Version), cancellationToken)))
            .Sends<CancelMailing>();

        mailings.MapPost("{mailingId}/resends", async (
            ClientEnvironmentId environmentId, MailingId mailingId, IfMatch ifMatch, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Created(await mediator.Send(new ResendMailing(mailingId, ifMatch.Version), cancellationToken), made => $"../../{made.Id}"))
            .Sends<ResendMailing>();
    }
}

internal sealed record MailingFilter(ProjectId? ProjectId, ClosureId? ClosureId, Choices<MailingStatus>? Status);
