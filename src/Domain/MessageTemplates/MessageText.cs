namespace Vemap.Domain.MessageTemplates;

/// <summary>Subject and HTML in one language ("nl", "en").</summary>
public sealed record MessageText(string Language, string Subject, [property: Multiline] string Html);
