using Vemap.Domain.Common;

namespace Vemap.Domain.Users;

/// <summary>The mails about accounts.</summary>
public enum AccountMailKind
{
    Invitation,
    AddedToEnvironment,
    PasswordReset,
}

/// <summary>A user is to get a mail about the account.</summary>
public sealed record AccountMailAsked(Guid User, AccountMailKind Kind, string Address, string FullName, string Language, string? Token, string? EnvironmentName) : IDomainEvent
{
    public override string ToString() => nameof(AccountMailAsked);
}
