namespace Vemap.Domain.MessageTemplates;

/// <summary>What a mailing tells of its closures.</summary>
public enum MailingKind
{
    Announcement,
    Definitive,
    Change,
    Withdrawal,
    Overrun,
    Free,
}
