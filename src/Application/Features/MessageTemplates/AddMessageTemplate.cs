using Vemap.Application.Common.Mail;
using Vemap.Domain.MessageTemplates;

namespace Vemap.Application.Features.MessageTemplates;

/// <summary>The road authority adds a template for its mailings, in Dutch, English or both.</summary>
[Access(Role.Organisation)]
public sealed record AddMessageTemplate(AddMessageTemplateBody Body) : ICommand<AddMessageTemplateResult>, IHasBody<AddMessageTemplateBody>;

public sealed record AddMessageTemplateBody(string Name, MailingKind Kind, IReadOnlyList<MessageText> Texts);

public sealed record AddMessageTemplateResult(MessageTemplateId Id, int Number, int Version) : IVersioned;

internal sealed class AddMessageTemplateValidator : AbstractValidator<AddMessageTemplate>
{
    public AddMessageTemplateValidator()
    {
        RuleFor(request => request.Body.Name).NotEmpty().MaximumLength(100);
        RuleFor(request => request.Body.Texts).NotEmpty().AtMost(MessageTextValidator.Languages).Must(texts => MessageTextValidator.OncePerLanguage(texts!)).WithErrorCode("doubled").WithMessage("One text for each language.");
        RuleForEach(request => request.Body.Texts).SetValidator(new MessageTextValidator());
    }
}

internal sealed class AddMessageTemplateHandler(IRepository<MessageTemplate> templates, IHtmlCleaner html, TimeProvider clock)
    : IRequestHandler<AddMessageTemplate, AddMessageTemplateResult>
{
    public async Task<AddMessageTemplateResult> Handle(AddMessageTemplate request, CancellationToken cancellationToken)
    {
        var (name, kind, texts) = request.Body;
        if (DefaultTemplates.HasName(name) || await templates.AnyAsync(MessageTemplateSpec.WithName(name), cancellationToken)) throw MessageTemplateProblems.NameTaken();
        var template = new MessageTemplate(MessageTemplateId.New(), name, kind, [.. texts.Select(text => text with { Html = html.Clean(text.Html) })], clock.GetUtcNow());
        templates.Add(template);
        return new AddMessageTemplateResult(template.Id, template.Current, template.Version);
    }
}
