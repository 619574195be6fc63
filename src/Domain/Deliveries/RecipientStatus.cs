namespace Vemap.Domain.Deliveries;

/// <summary>How far one mail to one person has come; DeliveryRules.Rank says which state replaces which.</summary>
public enum RecipientStatus
{
    Queued,
    Sending,
    Sent,
    TemporaryFailure,
    TechnicalFailure,
    Delivered,
    PermanentFailure,
    Complained,
    Suppressed,
    Cancelled,
    Expired,
    NotAllowed,
}
