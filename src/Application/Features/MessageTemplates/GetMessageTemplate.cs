using Vemap.Application.Common.Mail;
using Vemap.Domain.MessageTemplates;

namespace Vemap.Application.Features.MessageTemplates;

/// <summary>Shows a template with the texts of its newest version, or of an older one.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record GetMessageTemplate(MessageTemplateId TemplateId, int? Number) : IQuery<GetMessageTemplateResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => TemplateId;
}

/// <param name="Placeholders">Every name that a text may ask for.</param>
public sealed record GetMessageTemplateResult(
    MessageTemplateId Id,
    string Name,
    MailingKind Kind,
    int Number,
    int NewestNumber,
    bool IsDefault,
    IReadOnlyList<MessageText> Texts,
    IReadOnlyList<string> Placeholders,
    int Version) : IVersioned;

internal sealed class GetMessageTemplateHandler(IReadStore store) : IRequestHandler<GetMessageTemplate, GetMessageTemplateResult>
{
    public async Task<GetMessageTemplateResult> Handle(GetMessageTemplate request, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(new TemplateVersion(request), cancellationToken) is { } own)
            return new GetMessageTemplateResult(own.Id, own.Name, own.Kind, own.Number, own.Newest, IsDefault: false, own.Texts, MessagePlaceholders.All, own.Version);
        // Once it has been changed it is the environment's own, and found above.
        var isOwn = await store.FindAsync(new TemplateVersion(request with { Number = null }), cancellationToken) is not null;
        var origin = isOwn || request.Number is not (null or 1) ? null : DefaultTemplates.Find(request.TemplateId);
        return origin is null
            ? throw CommonProblems.NotFound()
            : new GetMessageTemplateResult(origin.Id, origin.Name, origin.Kind, 1, 1, IsDefault: true, origin.Texts, MessagePlaceholders.All, Version: 0);
    }
}

internal sealed record TemplateRow(MessageTemplateId Id, string Name, MailingKind Kind, int Number, int Newest, IReadOnlyList<MessageText> Texts, int Version);

internal sealed class TemplateVersion(GetMessageTemplate request) : ReadSpecification<TemplateRow>
{
    public override IQueryable<TemplateRow> Query(IRows rows) =>
        from template in rows.Of<MessageTemplate>()
        join version in rows.Of<MessageTemplateVersion>() on template.Id equals version.MessageTemplateId
        where template.Id == request.TemplateId && version.Number == (request.Number ?? template.Current)
        select new TemplateRow(template.Id, template.Name, template.Kind, version.Number, template.Current, version.Texts, template.Version);
}
