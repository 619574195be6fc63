using Vemap.Application.Common.Mail;
using Vemap.Domain.MessageTemplates;

namespace Vemap.Application.Features.MessageTemplates;

/// <summary>The road authority writes a template anew, which is its next version; the first change of a default one makes it the environment's own.</summary>
[Access(Role.Organisation)]
public sealed record ChangeMessageTemplate(MessageTemplateId TemplateId, int Version, ChangeMessageTemplateBody Body)
    : ICommand<ChangeMessageTemplateResult>, IHasBody<ChangeMessageTemplateBody>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => TemplateId;
}

public sealed record ChangeMessageTemplateBody(string Name, MailingKind Kind, IReadOnlyList<MessageText> Texts);

public sealed record ChangeMessageTemplateResult(MessageTemplateId Id, int Number, int Version) : IVersioned;

internal sealed class ChangeMessageTemplateValidator : AbstractValidator<ChangeMessageTemplate>
{
    public ChangeMessageTemplateValidator()
    {
        RuleFor(request => request.Body.Name).NotEmpty().MaximumLength(100);
        RuleFor(request => request.Body.Texts).NotEmpty().AtMost(MessageTextValidator.Languages).Must(texts => MessageTextValidator.OncePerLanguage(texts!)).WithErrorCode("doubled").WithMessage("One text for each language.");
        RuleForEach(request => request.Body.Texts).SetValidator(new MessageTextValidator());
    }
}

internal sealed class ChangeMessageTemplateHandler(IRepository<MessageTemplate> templates, IHtmlCleaner html, TimeProvider clock)
    : IRequestHandler<ChangeMessageTemplate, ChangeMessageTemplateResult>
{
    public async Task<ChangeMessageTemplateResult> Handle(ChangeMessageTemplate request, CancellationToken cancellationToken)
    {
        var (name, kind, texts) = request.Body;
        var template = await templates.FindAsync(MessageTemplateSpec.ById(request.TemplateId), cancellationToken);
        if (template is null) templates.Add(template = MessageTemplate.FromDefault(DefaultTemplates.Find(request.TemplateId) ?? throw CommonProblems.NotFound()));
        template.Expect(request.Version);
        if (DefaultTemplates.HasName(name, except: template.Id) || await templates.AnyAsync(MessageTemplateSpec.WithName(name, except: template.Id), cancellationToken))
            throw MessageTemplateProblems.NameTaken();
        template.Change(name, kind, [.. texts.Select(text => text with { Html = html.Clean(text.Html) })], clock.GetUtcNow());
        return new ChangeMessageTemplateResult(template.Id, template.Current, template.Version);
    }
}
