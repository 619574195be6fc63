using Vemap.Domain.Users;
using static Vemap.Unit.Users.UserTests;

namespace Vemap.Unit.Users;

public sealed class MembershipTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 29, 1, 0, 0, TimeSpan.Zero);
    private static readonly MembershipTerms Manager = new(Role.Manager);
    private static readonly Invitee Ada = new("ada@vemap.test", "Ada Jansen", "nl", "Bouw BV", "+31 6");
    private static readonly MembershipTerms Organisation = new(Role.Organisation);

    [Fact]
    public void It_grants_what_its_terms_say_until_it_ends()
    {
        var membership = Of(new MembershipTerms(Role.Stakeholder, ReadOnly: true, EndsAt: Now.AddDays(1)));

        Assert.Equal((Role.Stakeholder, true), (membership.Role, membership.ReadOnly));
        Assert.True(membership.IsCurrent(Now));
        Assert.False(membership.IsCurrent(Now.AddDays(1)));
    }

    [Fact]
    public void Terms_that_make_no_sense_are_refused()
    {
        Refused("users.admin-is-no-membership", () => Of(new MembershipTerms(Role.Admin)));
        Refused("users.ends-in-the-past", () => Of(Manager with { EndsAt = Now }));
        Refused("users.ends-in-the-past", () => Of(Manager).Change(Manager with { EndsAt = Now.AddTicks(-1) }, isLastOrganisation: false, Now));
    }

    public static TheoryData<MembershipTerms, bool> LastTerms => new()
    {
        { Organisation, true },
        { Organisation with { ReadOnly = true }, false },
        { Organisation with { EndsAt = Now.AddYears(1) }, false },
        { Manager, false },
    };

    [Theory]
    [MemberData(nameof(LastTerms))]
    public void The_last_Organisation_member_keeps_running_the_environment(MembershipTerms terms, bool allowed)
    {
        var membership = Of(Organisation);

        if (allowed) membership.Change(terms, isLastOrganisation: true, Now);
        else Refused("users.last-organisation", () => membership.Change(terms, isLastOrganisation: true, Now));
        Refused("users.last-organisation", () => membership.End(isLastOrganisation: true, Now));
        membership.Change(Manager, isLastOrganisation: false, Now);
    }

    [Fact]
    public void What_has_ended_is_only_renewed_and_what_has_not_is_not()
    {
        var membership = Of(Manager);
        Refused("users.already-member", () => membership.Renew(Organisation, Ada, Now));
        membership.End(isLastOrganisation: false, Now);

        Assert.Equal([new MembershipEnded(membership.UserId.Value)], membership.TakeEvents());
        Refused("users.membership-ended", () => membership.Change(Organisation, isLastOrganisation: false, Now));
        Refused("users.membership-ended", () => membership.End(isLastOrganisation: false, Now));
        membership.Renew(Organisation, Ada, Now);

        Assert.True(membership.IsCurrent(Now.AddYears(10)));
        Assert.Equal(Role.Organisation, membership.Role);
    }

    [Fact]
    public void An_invitation_is_pending_until_it_is_accepted_once()
    {
        var membership = Of(Manager);
        Refused("users.already-accepted", () => membership.Accept(Now));
        membership.Invite(Ada, Now);
        Assert.Equal(Ada, membership.Invitee);

        membership.Accept(Now);

        Assert.Null(membership.Invitee);
        Refused("users.already-accepted", () => membership.Accept(Now));
    }

    [Fact]
    public void An_ended_invitation_is_not_accepted_and_a_renewed_one_is_pending_with_what_was_entered_last()
    {
        var membership = Of(Manager);
        membership.Invite(Ada, Now);
        membership.End(isLastOrganisation: false, Now);
        Refused("users.membership-ended", () => membership.Accept(Now));

        membership.Renew(Manager, Ada with { FullName = "Ada de Boer" }, Now);

        Assert.Equal("Ada de Boer", membership.Invitee?.FullName);
    }

    [Fact]
    public void A_mail_about_a_membership_goes_to_the_invitee_as_the_environment_wrote_them()
    {
        var membership = Of(Manager);

        membership.RequestMail(Ada, Guid.Empty, AccountMailKind.Invitation, "token", DateTimeOffset.UnixEpoch, "Hoogbrug");

        Assert.Equal(new AccountMailAsked(Guid.Empty, AccountMailKind.Invitation, "ada@vemap.test", "Ada Jansen", "nl", "token", "Hoogbrug",
            DateTimeOffset.UnixEpoch), Assert.Single(membership.TakeEvents()));
    }

    private static Membership Of(MembershipTerms terms) => new(default, default, terms, Now);
}
