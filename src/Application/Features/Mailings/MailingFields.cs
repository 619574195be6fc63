using Vemap.Application.Common.Mail;
using Vemap.Domain.MessageTemplates;

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
        RuleFor(body => body.ClosureIds).NotEmpty().AtMost(50).EachOnce(closure => closure).WithMessage("A closure is named once.");
        // A resend names everybody whom it missed, which may be more than a person would pick by hand.
        RuleFor(body => body.StakeholderIds).AtMost(MailingAudienceReader.MostRecipients).WithMessage("Too many; put them into a group.");
        RuleFor(body => body.GroupIds).AtMost(100);
        RuleForEach(body => body.Texts).SetValidator(new MessageTextValidator());
        RuleFor(body => body.Texts).AtMost(MessageTextValidator.Languages).Must(texts => texts is null || MessageTextValidator.OncePerLanguage(texts)).WithErrorCode("doubled").WithMessage("One text for each language.");
    }
}
