namespace Vemap.Application.Common.Ports;

/// <summary>Proves by a password who somebody is. The embedded one keeps passwords in PostgreSQL; another may ask a service.</summary>
public interface IPasswordLogIn
{
    /// <summary>Checks a password, or the secret of an invitation, which is answered by a challenge. Unknown addresses take as long as wrong
    /// passwords.</summary>
    Task<LogInOutcome> LogInAsync(string email, string password, CancellationToken cancellationToken);
}

/// <summary>Lets people choose passwords by one-time tokens.</summary>
public interface IPasswords
{
    /// <summary>Sets the first password of an invited user, who is logged in by that. The token is a challenge's or an invitation's.</summary>
    Task<FirstPassword> SetFirstAsync(string token, string newPassword, CancellationToken cancellationToken);

    /// <summary>Refuses a password that is easy to guess for this user, whose name may have become known after it was set.</summary>
    void RequireAcceptable(string password, User user);

    /// <summary>A one-time token to choose a new password with, or null when there is no such active user. Earlier ones stay good until one of them is
    /// used.</summary>
    Task<PasswordReset?> IssueResetAsync(string email, CancellationToken cancellationToken);

    /// <summary>Sets a new password and ends all sessions of the user, whose id is returned.</summary>
    Task<UserId> ResetAsync(string token, string newPassword, CancellationToken cancellationToken);
}

/// <summary>Makes the one-time tokens of invitations.</summary>
public interface IInvitationTokens
{
    /// <summary>A token whose text begins with the environment's id (empty: the platform). It replaces an earlier one of the same environment, and none of
    /// another's.</summary>
    Task<IssuedToken> IssueAsync(UserId user, ClientEnvironmentId environment, CancellationToken cancellationToken);
}

/// <summary>Continues sessions.</summary>
public interface ISessionRefresh
{
    /// <summary>Trades a refresh token for its successor; one that was replaced half a minute ago or earlier ends its session.</summary>
    Task<SignedIn> RefreshAsync(string refreshToken, CancellationToken cancellationToken);
}

/// <summary>Ends sessions.</summary>
public interface ISessionEnding
{
    /// <summary>Ends the session that a refresh token belongs to and returns its user; null: the token is unknown and changes nothing.</summary>
    Task<UserId?> EndAsync(string refreshToken, CancellationToken cancellationToken);

    /// <summary>Ends this session of the user; another's, or one that does not exist, changes nothing.</summary>
    Task EndAsync(UserId user, SessionId session, CancellationToken cancellationToken);

    /// <summary>Ends all sessions of a user, including those that are being started at this moment.</summary>
    Task EndAllAsync(User user, SessionEnd reason, CancellationToken cancellationToken);
}

/// <summary>Either a session or, when something is still asked, a challenge.</summary>
public sealed record LogInOutcome(SignedIn? SignedIn, PendingChallenge? Challenge);

/// <summary>A session with its tokens.</summary>
public sealed record SignedIn(UserId User, SessionId Session, string AccessToken, TimeSpan AccessTokenLife, string RefreshToken,
    DateTimeOffset RefreshTokenExpiresAt);

/// <summary>An invited user who has chosen a password, and the environment whose invitation was used (empty: the platform's).</summary>
public sealed record FirstPassword(User User, SignedIn SignedIn, ClientEnvironmentId InvitedTo);

/// <summary>What has to be answered before there is a session, and the token that carries the log-in on.</summary>
public sealed record PendingChallenge(ChallengeKind Kind, string Token, DateTimeOffset ExpiresAt);

/// <summary>What a challenge asks for; a second factor will be one.</summary>
public enum ChallengeKind
{
    NewPassword,
}

/// <summary>A reset that was asked for, to be sent by mail.</summary>
public sealed record PasswordReset(User User, IssuedToken Token);

/// <summary>A one-time token, which is known to nobody else.</summary>
public sealed record IssuedToken(string Text, DateTimeOffset ExpiresAt)
{
    public override string ToString() => nameof(IssuedToken);
}

/// <summary>In whose name mail about accounts goes out, and where the links in it lead.</summary>
public sealed record AccountMailSettings(MailIdentity Identity, string PublicUrl);
