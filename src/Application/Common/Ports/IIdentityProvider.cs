namespace Vemap.Application.Common.Ports;

/// <summary>Proves who somebody is. The embedded one keeps passwords in PostgreSQL; another may ask a service.</summary>
public interface IIdentityProvider
{
    /// <summary>Checks a password, or the secret of an invitation, which is answered by a challenge. Unknown addresses take as long as wrong passwords.</summary>
    Task<LogInOutcome> LogInAsync(string email, string password, CancellationToken cancellationToken);

    /// <summary>Sets the first password of an invited user, who is logged in by that. The token is a challenge's or an invitation's.</summary>
    Task<SignedIn> SetFirstPasswordAsync(string token, string newPassword, CancellationToken cancellationToken);

    /// <summary>Trades a refresh token for the next one; one that was used before ends its session.</summary>
    Task<SignedIn> RefreshAsync(string refreshToken, CancellationToken cancellationToken);

    /// <summary>Ends the session that a refresh token belongs to, and tells whose it was; null: the token is unknown and changes nothing.</summary>
    Task<UserId?> LogOutAsync(string refreshToken, CancellationToken cancellationToken);

    /// <summary>Ends this session of the user; another's, or one that is not there, changes nothing.</summary>
    Task LogOutAsync(UserId user, SessionId session, CancellationToken cancellationToken);

    /// <summary>A one-time token to choose a new password with, or null when there is no such active user.</summary>
    Task<PasswordReset?> IssuePasswordResetAsync(string email, CancellationToken cancellationToken);

    /// <summary>Sets a new password and ends all sessions of the user, who is told.</summary>
    Task<UserId> ResetPasswordAsync(string token, string newPassword, CancellationToken cancellationToken);

    /// <summary>A one-time token for an invited user, whose text begins with the environment's id (empty: the platform). Earlier ones are void.</summary>
    Task<IssuedToken> IssueInvitationAsync(UserId user, ClientEnvironmentId environment, CancellationToken cancellationToken);

    /// <summary>Ends all sessions of a user, those too that are being started at this moment.</summary>
    Task EndSessionsAsync(User user, SessionEnd reason, CancellationToken cancellationToken);
}

/// <summary>Either a session or, when something is still asked, a challenge.</summary>
public sealed record LogInOutcome(SignedIn? SignedIn, PendingChallenge? Challenge);

/// <summary>A session with its tokens.</summary>
public sealed record SignedIn(UserId User, SessionId Session, string AccessToken, TimeSpan AccessTokenLife, string RefreshToken, DateTimeOffset RefreshTokenExpiresAt);

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
