namespace Vemap.Domain.Users;

public enum SessionEnd
{
    LoggedOut,
    TokenReused,
    PasswordChanged,
    UserDisabled,
}

/// <summary>A refresh token that has been traded for its successor.</summary>
public sealed record ReplacedToken(byte[] Hash, DateTimeOffset At);

/// <summary>What follows from one log-in: a family of refresh tokens. Access tokens name it (origin_jti).</summary>
public sealed class Session : AggregateRoot, IPlatformWide
{
    /// <summary>Two tabs, or a client whose answer was lost, may present a replaced token again for this long.</summary>
    public static readonly TimeSpan RepeatTime = TimeSpan.FromSeconds(30);

    private const int MostReplaced = 20;

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

    /// <summary>Those that may be repeated, the newest last.</summary>
    public IReadOnlyList<ReplacedToken> ReplacedTokens { get; private set; } = [];

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public SessionEnd? EndReason { get; private set; }

    public bool IsAlive(DateTimeOffset now) => EndedAt is null && ExpiresAt > now;

    /// <summary>Trades a refresh token for its successor. The same token gets the same successor again within <see cref="RepeatTime"/>; presented later, it may
    /// have been copied, and the session ends.</summary>
    public void Rotate(byte[] presentedHash, byte[] successorHash, DateTimeOffset now)
    {
        if (!IsAlive(now)) throw AuthProblems.SessionEnded();
        var repeatable = ReplacedTokens.Where(replaced => now - replaced.At <= RepeatTime).ToList();
        if (IsNewest(presentedHash))
        {
            ReplacedTokens = [.. repeatable.TakeLast(MostReplaced - 1), new ReplacedToken(presentedHash, now)];
            RefreshTokenHash = successorHash;
            Touch(now);
            return;
        }

        if (IsAmong(repeatable, presentedHash) && (IsNewest(successorHash) || IsAmong(repeatable, successorHash))) return;
        End(SessionEnd.TokenReused, now);
        throw AuthProblems.RefreshTokenReused();
    }

    /// <summary>Ends it at once; ending it twice changes nothing.</summary>
    public void End(SessionEnd reason, DateTimeOffset now)
    {
        if (EndedAt is not null) return;
        (EndedAt, EndReason) = (now, reason);
        Touch(now);
    }

    private bool IsNewest(byte[] hash) => RefreshTokenHash.AsSpan().SequenceEqual(hash);

    private static bool IsAmong(List<ReplacedToken> tokens, byte[] hash) => tokens.Exists(token => token.Hash.AsSpan().SequenceEqual(hash));
}
