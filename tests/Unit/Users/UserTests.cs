using Vemap.Domain.Users;

namespace Vemap.Unit.Users;

public sealed class UserTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 29, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_address_is_kept_in_lower_case() => Assert.Equal("ada@vemap.test", Invited(" Ada@Vemap.Test ").Email);

    [Fact]
    public void An_invited_user_becomes_active_with_the_first_password()
    {
        var user = Invited();
        Assert.Equal((UserStatus.Invited, 1), (user.Status, user.Version));

        user.Activate(Now);

        Assert.Equal((UserStatus.Active, Now), (user.Status, user.ActivatedAt));
    }

    [Theory]
    [InlineData(true, UserStatus.Active)]
    [InlineData(false, UserStatus.Invited)]
    public void Enabling_leads_back_to_where_the_user_was(bool active, UserStatus status)
    {
        var user = Invited();
        if (active) user.Activate(Now);
        user.Disable(isLastAdmin: false, Now);
        Assert.Equal(UserStatus.Disabled, user.Status);

        user.Enable(Now);

        Assert.Equal(status, user.Status);
    }

    [Fact]
    public void The_first_accepted_invitation_gives_the_profile_and_a_later_one_changes_nothing()
    {
        var user = User.WithoutProfile(default, new Invitee("Ada@Vemap.test", "entered elsewhere", "nl"), Now);
        Assert.Equal(("ada@vemap.test", "ada@vemap.test"), (user.Email, user.FullName));

        user.AdoptProfile(new Invitee("ada@vemap.test", "Ada Jansen", "en", "Bouw BV", "+31 6"), Now);
        user.AdoptProfile(new Invitee("ada@vemap.test", "Other Name", "nl"), Now);

        Assert.Equal(("Ada Jansen", "en", "Bouw BV", "+31 6"), (user.FullName, user.Language, user.Company, user.Phone));
    }

    [Fact]
    public void A_step_that_leads_to_the_present_status_is_refused()
    {
        var user = Invited();
        Refused("users.not-disabled", () => user.Enable(Now));
        user.Disable(isLastAdmin: false, Now);
        Refused("users.disabled", () => user.Disable(isLastAdmin: false, Now));
        Refused("users.disabled", () => user.Activate(Now));
    }

    [Fact]
    public void The_last_Admin_is_neither_demoted_nor_disabled()
    {
        var user = Invited();
        user.MakeAdmin(Now);

        Refused("users.last-admin", () => user.Demote(isLastAdmin: true, Now));
        Refused("users.last-admin", () => user.Disable(isLastAdmin: true, Now));
        Assert.True(user.IsAdmin);
    }

    [Fact]
    public void Admin_is_taken_away_once()
    {
        var user = Invited();
        user.MakeAdmin(Now);

        user.Demote(isLastAdmin: false, Now);

        Assert.False(user.IsAdmin);
        Refused("users.not-admin", () => user.Demote(isLastAdmin: false, Now));
    }

    [Fact]
    public void A_mail_goes_to_the_users_own_address_and_language()
    {
        var user = Invited();

        user.RequestMail(Guid.Empty, AccountMailKind.PasswordReset, "token", DateTimeOffset.UnixEpoch);

        Assert.Equal(new AccountMailAsked(Guid.Empty, AccountMailKind.PasswordReset, "ada@vemap.test", "Ada", "nl", "token", null, DateTimeOffset.UnixEpoch),
            Assert.Single(user.TakeEvents()));
    }

    internal static void Refused(string code, Action act) => Assert.Equal(code, Assert.Throws<ProblemException>(act).Code);

    private static User Invited(string email = "ada@vemap.test") => new(default, email, "Ada", "nl", Now);
}
