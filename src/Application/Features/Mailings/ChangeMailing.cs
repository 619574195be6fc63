using FluentValidation;
using MediatR;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Mailings;
using Vemap.Domain.Users;

namespace Vemap.Application.Features.Mailings;

/// <summary>Somebody changes a draft: its kind, closures, text or audience.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record ChangeMailing(MailingId Mailing, int Version, ChangeMailingBody Body) : ICommand<ChangeMailingResult>;

public sealed record ChangeMailingBody(
    MailingKind Kind,
    IReadOnlyList<ClosureId> Closures,
    IReadOnlyList<StakeholderId> Stakeholders,
    IReadOnlyList<StakeholderGroupId> Groups,
    MessageTemplateId? Template = null,
    IReadOnlyList<MessageText>? Texts = null,
    DateTimeOffset? ExpiresAt = null);

public sealed record ChangeMailingResult(MailingId Id, int Version);

internal sealed class ChangeMailingValidator : AbstractValidator<ChangeMailing>
{
    public ChangeMailingValidator()
    {
        RuleFor(request => request.Body.Closures).NotEmpty().Must(closures => closures.Count <= 50).WithErrorCode("too-many").WithMessage("At most 50 closures.");
        // A resend names everybody who failed, which may be more than a person would pick by hand.
        RuleFor(request => request.Body.Stakeholders).Must(stakeholders => stakeholders.Count <= MailingAudienceReader.MostRecipients).WithErrorCode("too-many").WithMessage("Too many; put them into a group.");
        RuleFor(request => request.Body.Groups).Must(groups => groups.Count <= 100).WithErrorCode("too-many").WithMessage("At most 100 groups.");
        RuleForEach(request => request.Body.Texts).SetValidator(new MessageTextValidator());
        RuleFor(request => request.Body.Texts).Must(texts => texts is null || MessageTextValidator.OncePerLanguage(texts)).WithErrorCode("doubled").WithMessage("One text for each language.");
    }
}

internal sealed class ChangeMailingHandler(IRepository<Mailing> mailings, IRepository<MessageTemplate> templates, IReadStore store, IHtmlCleaner html, TimeProvider clock)
    : IRequestHandler<ChangeMailing, ChangeMailingResult>
{
    public async Task<ChangeMailingResult> Handle(ChangeMailing request, CancellationToken cancellationToken)
    {
        var body = request.Body;
        var mailing = await mailings.GetAsync(MailingSpec.ById(request.Mailing), request.Version, cancellationToken);
        var wanted = new WantedMailing(mailing.ProjectId, body.Kind, body.Closures, body.Template, body.Texts, body.Stakeholders, body.Groups, body.ExpiresAt);
        mailing.Change(await MailingContents.MakeAsync(wanted, store, templates, html, cancellationToken), clock.GetUtcNow());
        return new ChangeMailingResult(mailing.Id, mailing.Version);
    }
}
