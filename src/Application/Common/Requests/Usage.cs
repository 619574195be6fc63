namespace Vemap.Application.Common.Requests;

/// <summary>What costs other people something and is therefore limited in each client environment.</summary>
public enum UsageKind
{
    /// <summary>Invitations, an hour.</summary>
    Invitations,

    /// <summary>Repeated invitations to one person, an hour.</summary>
    InvitationResends,

    /// <summary>Test mails, an hour.</summary>
    TestMails,

    /// <summary>Files announced for upload, an hour.</summary>
    Uploads,

    /// <summary>Recipients of mailings, a day.</summary>
    Mails,
}

/// <summary>How much of it a request uses; the subject is what the limit holds for when that is less than the whole environment.</summary>
public readonly record struct Usage(UsageKind Kind, long Amount = 1, string Subject = "");

/// <summary>A request whose usage is known before it is handled.</summary>
public interface IMetered
{
    Usage Usage();
}
