namespace Vemap.Application.Common.Ports;

/// <summary>Reads users of the current environment, so that the users' table is not open to every feature.</summary>
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
