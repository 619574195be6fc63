using System.Linq.Expressions;

namespace Vemap.Domain.Users;

/// <summary>Joins a user and a client environment. There is one per user and environment; it ends and is not deleted, so that old entries keep their
/// names.</summary>
/// <remarks>While the invitation is pending, the membership grants nothing, and the environment reads what it entered itself instead of the user's
/// profile.</remarks>
public sealed class Membership : TenantAggregate
{
    private Membership()
    {
    }

    public Membership(MembershipId id, UserId userId, MembershipTerms terms, DateTimeOffset now)
    {
        (Id, UserId) = (id, userId);
        Take(terms, now);
    }

    public MembershipId Id { get; private set; }

    public UserId UserId { get; private set; }

    public Role Role { get; private set; }

    public ContractorId? ContractorId { get; private set; }

    /// <summary>May look and not change.</summary>
    public bool ReadOnly { get; private set; }

    /// <summary>From here on it grants nothing; null: without end.</summary>
    public DateTimeOffset? EndsAt { get; private set; }

    /// <summary>As the environment wrote it; null once the invitation has been accepted, as are the other four.</summary>
    public string? InviteeEmail { get; private set; }

    public string? InviteeFullName { get; private set; }

    public string? InviteeLanguage { get; private set; }

    public string? InviteeCompany { get; private set; }

    public string? InviteePhone { get; private set; }

    /// <summary>Who was invited, while the invitation is pending.</summary>
    public Invitee? Invitee => InviteeFullName is null ? null : new Invitee(InviteeEmail!, InviteeFullName, InviteeLanguage!, InviteeCompany, InviteePhone);

    public bool IsCurrent(DateTimeOffset now) => EndsAt is null || EndsAt > now;

    /// <summary>The same, asked of the database.</summary>
    public static Expression<Func<Membership, bool>> Current(DateTimeOffset now) => membership => membership.EndsAt == null || membership.EndsAt > now;

    /// <summary>The invitation waits for the person's answer.</summary>
    public void Invite(Invitee invitee, DateTimeOffset now)
    {
        (InviteeEmail, InviteeFullName, InviteeLanguage) = (invitee.Email, invitee.FullName, invitee.Language);
        (InviteeCompany, InviteePhone) = (invitee.Company, invitee.Phone);
        Touch(now);
    }

    /// <summary>The person accepts: the membership grants its role, and the environment reads the person's own profile.</summary>
    public void Accept(DateTimeOffset now)
    {
        if (!IsCurrent(now)) throw UserProblems.MembershipEnded();
        if (Invitee is null) throw UserProblems.AlreadyAccepted();
        (InviteeEmail, InviteeFullName, InviteeLanguage, InviteeCompany, InviteePhone) = (null, null, null, null, null);
        Touch(now);
    }

    /// <summary>Has a mail about this membership sent, once the change is committed.</summary>
    /// <param name="to">Address, name and language as the environment knows them.</param>
    /// <param name="mail">The mail's own id.</param>
    /// <param name="token">What the link in it carries.</param>
    /// <param name="expiresAt">Until when the token can be used.</param>
    /// <param name="environment">The environment's name.</param>
    public void RequestMail(Invitee to, Guid mail, AccountMailKind kind, string token, DateTimeOffset expiresAt, string environment) =>
        Raise(new AccountMailAsked(mail, kind, to.Email, to.FullName, to.Language, token, environment, expiresAt));

    /// <param name="isLastOrganisation">No other member could run the environment.</param>
    public void Change(MembershipTerms terms, bool isLastOrganisation, DateTimeOffset now)
    {
        if (!IsCurrent(now)) throw UserProblems.MembershipEnded();
        if (isLastOrganisation && !terms.RunsTheEnvironment) throw UserProblems.LastOrganisation();
        Take(terms, now);
    }

    public void End(bool isLastOrganisation, DateTimeOffset now)
    {
        if (!IsCurrent(now)) throw UserProblems.MembershipEnded();
        if (isLastOrganisation) throw UserProblems.LastOrganisation();
        EndsAt = now;
        Touch(now);
        Raise(new MembershipEnded(UserId.Value));
    }

    /// <summary>Somebody whose membership has ended is invited again. Who had accepted before is a member at once; who had not is asked again.</summary>
    public void Renew(MembershipTerms terms, Invitee invitee, DateTimeOffset now)
    {
        if (IsCurrent(now)) throw UserProblems.AlreadyMember();
        Take(terms, now);
        if (Invitee is not null) Invite(invitee, now);
    }

    private void Take(MembershipTerms terms, DateTimeOffset now)
    {
        if (terms.Role == Role.Admin) throw UserProblems.AdminIsNoMembership();
        if (terms.EndsAt <= now) throw UserProblems.EndsInThePast();
        (Role, ContractorId, ReadOnly, EndsAt) = (terms.Role, terms.ContractorId, terms.ReadOnly, terms.EndsAt);
        Touch(now);
    }
}

/// <summary>What a membership grants, and for how long.</summary>
public sealed record MembershipTerms(Role Role, ContractorId? ContractorId = null, bool ReadOnly = false, DateTimeOffset? EndsAt = null)
{
    /// <summary>An environment always has at least one member of this kind.</summary>
    public bool RunsTheEnvironment => Role == Role.Organisation && !ReadOnly && EndsAt is null;
}
