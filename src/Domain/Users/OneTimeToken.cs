namespace Vemap.Domain.Users;

public enum TokenPurpose
{
    Invitation,
    NewPassword,
    PasswordReset,
}

/// <summary>Lets a user choose a password once: sent by mail, or handed out as a challenge at log-in. Only its hash is kept.</summary>
public sealed class OneTimeToken : AggregateRoot, IPlatformWide
{
    private OneTimeToken()
    {
    }

    public OneTimeToken(Id<OneTimeToken> id, UserId userId, TokenPurpose purpose, ClientEnvironmentId invitedTo, byte[] secretHash, DateTimeOffset expiresAt,
        DateTimeOffset now)
    {
        (Id, UserId, Purpose, InvitedTo, SecretHash, ExpiresAt) = (id, userId, purpose, invitedTo, secretHash, expiresAt);
        Touch(now);
    }

    public Id<OneTimeToken> Id { get; private set; }

    public UserId UserId { get; private set; }

    public TokenPurpose Purpose { get; private set; }

    /// <summary>The environment whose invitation it carries; empty: the platform's, or none.</summary>
    public ClientEnvironmentId InvitedTo { get; private set; }

    /// <summary>SHA-256 of the secret.</summary>
    public byte[] SecretHash { get; private set; } = [];

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? SpentAt { get; private set; }

    public bool IsGood(byte[] presentedHash, DateTimeOffset now) =>
        SpentAt is null && ExpiresAt > now && SecretHash.AsSpan().SequenceEqual(presentedHash);

    /// <summary>Uses it up; a second use, a late one and a wrong secret are refused alike.</summary>
    public void Spend(byte[] presentedHash, DateTimeOffset now)
    {
        if (!IsGood(presentedHash, now)) throw AuthProblems.TokenSpent();
        SpentAt = now;
        Touch(now);
    }

    /// <summary>Makes an unused token useless.</summary>
    public void Void(DateTimeOffset now)
    {
        SpentAt ??= now;
        Touch(now);
    }
}
