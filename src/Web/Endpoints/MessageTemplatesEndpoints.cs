using Vemap.Application.Features.Mailings;
using Vemap.Domain.Mailings;

namespace Vemap.Web.Endpoints;

internal sealed class MessageTemplatesEndpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var templates = routes.MapGroup($"{EndpointGroups.Environment}/message-templates");

        templates.MapGet("", async (ClientEnvironmentId environmentId, Choice<MailingKind>? kind, string? cursor, int? limit, bool? count, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new ListMessageTemplates(kind?.Value, cursor, limit, count), cancellationToken)))
            .Sends<ListMessageTemplates>();

        templates.MapPost("", async (ClientEnvironmentId environmentId, Body<AddMessageTemplateBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var made = await mediator.Send(new AddMessageTemplate(body.Value), cancellationToken);
            return Answer.Created(made.Id.ToString(), made, made.Version);
        }).Sends<AddMessageTemplate>();

        templates.MapGet("{templateId}", async (ClientEnvironmentId environmentId, MessageTemplateId templateId, int? number, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var template = await mediator.Send(new GetMessageTemplate(templateId, number), cancellationToken);
            return Answer.Ok(template, template.Version);
        }).Sends<GetMessageTemplate>();

        templates.MapPut("{templateId}", async (ClientEnvironmentId environmentId, MessageTemplateId templateId, IfMatch ifMatch, Body<ChangeMessageTemplateBody> body, IMediator mediator, CancellationToken cancellationToken) =>
        {
            var changed = await mediator.Send(new ChangeMessageTemplate(templateId, ifMatch.Version, body.Value), cancellationToken);
            return Answer.Ok(changed, changed.Version);
        }).Sends<ChangeMessageTemplate>();
    }
}
