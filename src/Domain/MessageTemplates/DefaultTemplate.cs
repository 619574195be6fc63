namespace Vemap.Domain.MessageTemplates;

/// <summary>A template that every environment has from the first day.</summary>
public sealed record DefaultTemplate(MessageTemplateId Id, string Name, MailingKind Kind, IReadOnlyList<MessageText> Texts);
