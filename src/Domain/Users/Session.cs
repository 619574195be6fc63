namespace Vemap.Domain.Users;

public enum SessionEnd
{
    LoggedOut,
    TokenReused,
    PasswordChanged,
    UserDisabled,
}

/// <summary>What follows from one log-in: a family of refresh tokens, of which only the newest is good. Access tokens name it (origin_jti).</summary>
public sealed class Session : AggregateRoot, IPlatformWide
{
    private Session()
    {
    }

    public Session(SessionId id, UserId userId, byte[] refreshTokenHash, DateTimeOffset expiresAt, DateTimeOffset now)
    {
        (Id, UserId, RefreshTokenHash, ExpiresAt) = (id, userId, refreshTokenHash, expiresAt);
        Touch(now);
    }

    public SessionId Id { get; private set; }

    public UserId UserId { get; private set; }

    /// <summary>SHA-256 of the newest refresh token.</summary>
    public byte[] RefreshTokenHash { get; private set; } = [];

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public SessionEnd? EndReason { get; private set; }

    public bool IsAlive(DateTimeOffset now) => EndedAt is null && ExpiresAt > now;

    /// <summary>Trades the newest refresh token for the next. An older one has been copied by somebody, so that nobody can go on with any of them.</summary>
    public void Rotate(byte[] presentedHash, byte[] nextHash, DateTimeOffset now)
    {
        if (!IsAlive(now)) throw AuthProblems.SessionEnded();
        if (!RefreshTokenHash.AsSpan().SequenceEqual(presentedHash))
        {
            End(SessionEnd.TokenReused, now);
            throw AuthProblems.RefreshTokenReused();
        }

        RefreshTokenHash = nextHash;
        Touch(now);
    }

    /// <summary>Ends it at once; ending it twice changes nothing.</summary>
    public void End(SessionEnd reason, DateTimeOffset now)
    {
        if (EndedAt is not null) return;
        (EndedAt, EndReason) = (now, reason);
        Touch(now);
    }
}
