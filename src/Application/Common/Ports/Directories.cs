namespace Vemap.Application.Common.Ports;

/// <summary>What other features need to know of the client environment they work in.</summary>
/// <param name="IsTrial">Mail reaches allow-listed addresses only.</param>
/// <param name="DutyDesk">Phone number of the authority's duty desk.</param>
/// <param name="ReleaseAbove">A Manager's mailing to more recipients than this waits for release by Organisation.</param>
/// <param name="AllowedAddresses">Addresses, or "@domain" for a whole domain, that trial mail may reach.</param>
/// <param name="AccentColour">Of its mails and screens, as "#rrggbb"; null: that of the product.</param>
public sealed record EnvironmentProfile(
    string Name,
    bool IsSuspended,
    bool IsTrial,
    MailIdentity MailIdentity,
    string? DutyDesk,
    int ReleaseAbove,
    IReadOnlyList<string> AllowedAddresses,
    string? AccentColour);

/// <summary>Tells about client environments without opening their table to every feature.</summary>
public interface IEnvironmentDirectory
{
    /// <summary>The current environment, or common.not-found.</summary>
    Task<EnvironmentProfile> GetAsync(CancellationToken cancellationToken);
}

/// <summary>Tells about users of the current environment without opening the users' table to every feature.</summary>
public interface IUserDirectory
{
    /// <summary>Full names by user id; users without a membership here, past or present, are left out.</summary>
    Task<IReadOnlyDictionary<UserId, string>> NamesAsync(IReadOnlyCollection<UserId> users, CancellationToken cancellationToken);

    /// <summary>Whether the user can become a member of projects.</summary>
    Task<bool> CanJoinProjectsAsync(UserId user, CancellationToken cancellationToken);

    /// <summary>Those of the users who are active and have a current membership of the environment, with name and e-mail address.</summary>
    Task<IReadOnlyList<UserProfile>> ActiveMembersAsync(IReadOnlyCollection<UserId> users, CancellationToken cancellationToken);
}

/// <summary>A user as other features see one.</summary>
public sealed record UserProfile(UserId Id, string FullName, string Email, string Language);
