namespace Vemap.Application.Common.Ports;

/// <summary>How the application mails, as configured under "Mail".</summary>
/// <param name="MailsPerSecond">What the route takes: no more are handed over in a second, evenly, and ten seconds of it lie on the queue at most, so that no environment waits long for another.</param>
/// <param name="PublicUrl">Where the screen is reached, for links; null: no links.</param>
/// <param name="FirstRetry">How long after a first deferral a mail is tried again; null: as DeliveryRules has it.</param>
/// <param name="AmbiguityWindow">How long events are waited for when nobody knows whether a mail went out; null: as DeliveryRules has it.</param>
/// <param name="Hiding">How long a message of a queue is hidden from others while it is worked on; null: a minute.</param>
public sealed record MailSettings(int MailsPerSecond = 50, string? PublicUrl = null, TimeSpan? FirstRetry = null, TimeSpan? AmbiguityWindow = null, TimeSpan? Hiding = null)
{
    public TimeSpan HiddenFor => Hiding ?? TimeSpan.FromMinutes(1);
}
