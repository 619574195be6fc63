using System.Linq.Expressions;

namespace Vemap.Domain.Users;

/// <summary>Joins a user and a client environment. One per user and environment; it ends, it is not deleted, so that old entries keep their names.</summary>
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

    public bool IsCurrent(DateTimeOffset now) => EndsAt is null || EndsAt > now;

    /// <summary>The same, asked of the database.</summary>
    public static Expression<Func<Membership, bool>> Current(DateTimeOffset now) => membership => membership.EndsAt == null || membership.EndsAt > now;

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

    /// <summary>Somebody whose membership has ended is invited again.</summary>
    public void Renew(MembershipTerms terms, DateTimeOffset now)
    {
        if (IsCurrent(now)) throw UserProblems.AlreadyMember();
        Take(terms, now);
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
