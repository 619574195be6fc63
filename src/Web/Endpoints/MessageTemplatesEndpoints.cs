using Vemap.Application.Features.MessageTemplates;
using Vemap.Domain.MessageTemplates;

namespace Vemap.Web.Endpoints;

internal sealed class MessageTemplatesEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var templates = routes.MapGroup($"{EndpointGroups.Environment}/message-templates");

        templates.MapGet("", async (
            ClientEnvironmentId environmentId, Choice<MailingKind>? kind, [AsParameters] PageQuery page,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new ListMessageTemplates(kind?.Value, page.Cursor, page.Limit, page.Count), cancellationToken)))
            .Sends<ListMessageTemplates>();

        templates.MapPost("", async (
            ClientEnvironmentId environmentId, Body<AddMessageTemplateBody> body, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Created(await mediator.Send(new AddMessageTemplate(body.Value), cancellationToken), made => $"{made.Id}"))
            .Sends<AddMessageTemplate>();

        templates.MapGet("{templateId}", async (
            ClientEnvironmentId environmentId, MessageTemplateId templateId, int? number, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new GetMessageTemplate(templateId, number), cancellationToken)))
            .Sends<GetMessageTemplate>();

        templates.MapPut("{templateId}", async (
            ClientEnvironmentId environmentId, MessageTemplateId templateId, IfMatch ifMatch, Body<ChangeMessageTemplateBody> body,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new ChangeMessageTemplate(templateId, ifMatch.Version, body.Value), cancellationToken)))
            .Sends<ChangeMessageTemplate>();
    }
}
