namespace Vemap.Domain.Users;

public enum UserStatus
{
    Invited,
    Active,
    Disabled,
}

/// <summary>A person who can log in. What they may do stands in their memberships; only the platform's Admin is a flag here.</summary>
public sealed class User : AggregateRoot, IPlatformWide
{
    private User()
    {
    }

    public User(UserId id, string email, string fullName, string language, DateTimeOffset now)
    {
        (Id, Email, CanonicalEmail, FullName, Language) = (id, email.Trim().ToLowerInvariant(), MailAddress.Canonical(email), fullName, language);
        Touch(now);
    }

    /// <summary>Made without the time, so that an environment that invites somebody does not see from it whether the user is new.</summary>
    public UserId Id { get; private set; }

    /// <summary>As it was written, in lower case.</summary>
    public string Email { get; private set; } = "";

    /// <summary>The form that every spelling of the address has; unique on the platform.</summary>
    public string CanonicalEmail { get; private set; } = "";

    /// <summary>The address, until an Admin or the first accepted invitation gives a name.</summary>
    public string FullName { get; private set; } = "";

    public string? Company { get; private set; }

    public string? Phone { get; private set; }

    /// <summary>"nl" or "en".</summary>
    public string Language { get; private set; } = "nl";

    public UserStatus Status { get; private set; }

    public bool IsAdmin { get; private set; }

    /// <summary>When the first password was chosen.</summary>
    public DateTimeOffset? ActivatedAt { get; private set; }

    /// <summary>Somebody whom an environment invites: what it entered about the person stays with the membership.</summary>
    public static User WithoutProfile(UserId id, Invitee invitee, DateTimeOffset now) => new(id, invitee.Email, invitee.Email, invitee.Language, now);

    /// <summary>The profile of somebody who has none comes from the first invitation that the person accepts.</summary>
    public void AdoptProfile(Invitee invitee, DateTimeOffset now)
    {
        if (FullName != Email) return;
        (FullName, Language) = (invitee.FullName, invitee.Language);
        Describe(invitee.Company, invitee.Phone, now);
    }

    public void Describe(string? company, string? phone, DateTimeOffset now)
    {
        (Company, Phone) = (company, phone);
        Touch(now);
    }

    /// <summary>The invited user has chosen a password.</summary>
    public void Activate(DateTimeOffset now)
    {
        if (Status == UserStatus.Disabled) throw UserProblems.Disabled();
        Status = UserStatus.Active;
        ActivatedAt ??= now;
        Touch(now);
    }

    /// <param name="isLastAdmin">No other active user could run the platform.</param>
    public void Disable(bool isLastAdmin, DateTimeOffset now)
    {
        if (Status == UserStatus.Disabled) throw UserProblems.Disabled();
        if (isLastAdmin) throw UserProblems.LastAdmin();
        Status = UserStatus.Disabled;
        Touch(now);
    }

    /// <summary>Restores the status from before; a user who never chose a password is invited again.</summary>
    public void Enable(DateTimeOffset now)
    {
        if (Status != UserStatus.Disabled) throw UserProblems.NotDisabled();
        Status = ActivatedAt is null ? UserStatus.Invited : UserStatus.Active;
        Touch(now);
    }

    /// <summary>Has a mail sent to the user, once the change is committed.</summary>
    /// <param name="mail">The mail's own id.</param>
    /// <param name="token">What the link in it carries; null when there is nothing to do but log in.</param>
    /// <param name="expiresAt">Until when the token can be used.</param>
    public void RequestMail(Guid mail, AccountMailKind kind, string? token, DateTimeOffset? expiresAt) =>
        Raise(new AccountMailAsked(mail, kind, Email, FullName, Language, token, null, expiresAt));

    public void MakeAdmin(DateTimeOffset now)
    {
        IsAdmin = true;
        Touch(now);
    }

    /// <param name="isLastAdmin">No other active user could run the platform.</param>
    public void Demote(bool isLastAdmin, DateTimeOffset now)
    {
        if (!IsAdmin) throw UserProblems.NotAdmin();
        if (isLastAdmin) throw UserProblems.LastAdmin();
        IsAdmin = false;
        Touch(now);
    }
}
