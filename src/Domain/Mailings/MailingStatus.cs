namespace Vemap.Domain.Mailings;

public enum MailingStatus
{
    Draft,
    AwaitingRelease,
    Scheduled,
    Sending,
    Paused,
    Completed,
    Cancelled,
}

/// <summary>Why a mailing stands still, and with it who may let it go on.</summary>
public enum PauseCause
{
    /// <summary>Somebody paused it; a Manager or Organisation resumes it.</summary>
    Person,

    /// <summary>Too many of its mails came back; only Organisation resumes it.</summary>
    BounceGuard,

    /// <summary>A closure was changed after the text was frozen; a Manager or Organisation resumes it, or cancels it and writes anew.</summary>
    ClosureChanged,
}
