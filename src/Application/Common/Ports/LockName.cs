namespace Vemap.Application.Common.Ports;

/// <summary>The locks of the rules that decide over several rows. A command takes the lock of its rule before its first read.</summary>
/// <remarks>The values stay as they are: during an upgrade the old and the new program must wait for the same lock.</remarks>
public sealed record LockName
{
    private LockName(string value) => Value = value;

    /// <summary>Every closure of a year gets the next number of its environment.</summary>
    public static LockName ClosureNumbers { get; } = new("closure-number");

    /// <summary>The status of a mailing follows its recipients: of two commands that settle the last two recipients, the second sees the first.</summary>
    public static LockName Mailings { get; } = new("deliveries");

    /// <summary>A file that a VKM plan refers to is not deleted, and a file is a version of one plan only.</summary>
    public static LockName VkmPlanFiles { get; } = new("vkm-plan-files");

    /// <summary>The files of an environment that wait for their bytes stay within its limit, also when several are announced at once.</summary>
    public static LockName Uploads { get; } = new("uploads");

    /// <summary>A logo that the environment shows is not deleted.</summary>
    public static LockName Logos { get; } = new("logos");

    /// <summary>An environment keeps at least one user with the role Organisation, and a user has one membership in it.</summary>
    public static LockName Memberships { get; } = new("memberships");

    /// <summary>The platform keeps at least one active Admin.</summary>
    public static LockName Admins { get; } = new("admins");

    /// <summary>The status of an account mail and its attempts change together.</summary>
    public static LockName AccountMails { get; } = new("account-mails");

    public string Value { get; }

    /// <summary>A project is not archived while one of its occurrences is started.</summary>
    public static LockName ProjectLife(ProjectId project) => new($"project-life/{project}");

    /// <summary>Log-ins and password changes of one account happen one after the other.</summary>
    public static LockName Account(string email) => new($"account/{MailAddress.Canonical(email)}");
}
