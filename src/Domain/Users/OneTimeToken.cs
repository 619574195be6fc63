using Vemap.Domain.Common;

namespace Vemap.Domain.Users;

public enum TokenPurpose
{
    Invitation,
    NewPassword,
    PasswordReset,
}

/// <summary>Lets a user choose a password once: sent by mail, or handed out as a challenge at log-in. Only its hash is kept.</summary>
public sealed class OneTimeToken : IPlatformWide
{
    private OneTimeToken()
    {
    }

    public OneTimeToken(Id<OneTimeToken> id, UserId userId, TokenPurpose purpose, byte[] secretHash, DateTimeOffset expiresAt, DateTimeOffset now)
    {
        (Id, UserId, Purpose, SecretHash, ExpiresAt, CreatedAt) = (id, userId, purpose, secretHash, expiresAt, now);
    }

    public Id<OneTimeToken> Id { get; private set; }

    public UserId UserId { get; private set; }

    public TokenPurpose Purpose { get; private set; }

    public byte[] SecretHash { get; private set; } = [];

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? SpentAt { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public bool IsGood(byte[] presentedHash, DateTimeOffset now) =>
        SpentAt is null && ExpiresAt > now && SecretHash.AsSpan().SequenceEqual(presentedHash);

    public void Spend(DateTimeOffset now) => SpentAt ??= now;
}
