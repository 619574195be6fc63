namespace Vemap.Domain.Users;

/// <summary>The mails about accounts.</summary>
public enum AccountMailKind
{
    Invitation,
    AddedToEnvironment,
    PasswordReset,
    AdminInvitation,
    MadeAdmin,
}

/// <summary>Somebody's membership of the environment was ended.</summary>
[EventName("membership-ended", FormerName = "MembershipEnded")]
public sealed record MembershipEnded(Guid User) : IDomainEvent;

/// <summary>A user is to get a mail about the account; <c>Mail</c> is the mail's own id, <c>ExpiresAt</c> the moment at which its token expires.</summary>
[EventName("account-mail-asked", FormerName = "AccountMailAsked")]
public sealed record AccountMailAsked(
    Guid Mail, AccountMailKind Kind, string Address, string FullName, string Language, string? Token, string? EnvironmentName, DateTimeOffset? ExpiresAt = null)
    : IDomainEvent
{
    public override string ToString() => nameof(AccountMailAsked);
}
