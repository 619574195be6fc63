using Vemap.Domain.MessageTemplates;

namespace Vemap.Domain.Mailings;

/// <summary>What can be changed of a draft.</summary>
public sealed record MailingDraft(
    MailingKind Kind,
    IReadOnlyList<MessageText> Texts,
    MessageTemplateId? TemplateId,
    int? TemplateVersion,
    IReadOnlyCollection<ClosureId> Closures,
    MailingAudience Audience,
    DateTimeOffset? ExpiresAt);
