using FluentValidation;
using Vemap.Domain.Mailings;

namespace Vemap.Application.Features.Mailings;

/// <summary>What people write of a mailing, when they draft one and when they change it.</summary>
public interface IMailingFields
{
    MailingKind Kind { get; }

    IReadOnlyList<ClosureId> ClosureIds { get; }

    IReadOnlyList<StakeholderId> StakeholderIds { get; }

    IReadOnlyList<StakeholderGroupId> GroupIds { get; }

    MessageTemplateId? TemplateId { get; }

    /// <summary>Instead of the template's own.</summary>
    IReadOnlyList<MessageText>? Texts { get; }

    /// <summary>What has not been sent by then will not be sent.</summary>
    DateTimeOffset? ExpiresAt { get; }
}

internal sealed class MailingFieldsValidator : AbstractValidator<IMailingFields>
{
    public MailingFieldsValidator()
    {
        RuleFor(body => body.ClosureIds).NotEmpty().Must(closures => closures.Count <= 50).WithErrorCode("too-many").WithMessage("At most 50 closures.");
        // A resend names everybody whom it missed, which may be more than a person would pick by hand.
        RuleFor(body => body.StakeholderIds).Must(stakeholders => stakeholders.Count <= MailingAudienceReader.MostRecipients).WithErrorCode("too-many").WithMessage("Too many; put them into a group.");
        RuleFor(body => body.GroupIds).Must(groups => groups.Count <= 100).WithErrorCode("too-many").WithMessage("At most 100 groups.");
        RuleForEach(body => body.Texts).SetValidator(new MessageTextValidator());
        RuleFor(body => body.Texts).Must(texts => texts is null || MessageTextValidator.OncePerLanguage(texts)).WithErrorCode("doubled").WithMessage("One text for each language.");
    }
}
