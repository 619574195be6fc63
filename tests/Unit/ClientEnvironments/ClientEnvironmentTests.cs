using Vemap.Domain.ClientEnvironments;
using static Vemap.Unit.Users.UserTests;

namespace Vemap.Unit.ClientEnvironments;

public sealed class ClientEnvironmentTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 29, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_begins_in_trial_mode_where_nobody_is_allowed_yet()
    {
        var environment = New();

        Assert.Equal((EnvironmentMode.Trial, EnvironmentStatus.Active, 1000), (environment.Mode, environment.Status, environment.Settings.ReleaseAbove));
        Assert.Empty(environment.Settings.AllowedAddresses);
    }

    [Fact]
    public void What_the_platform_decides_and_what_the_organisation_decides_leave_each_other_alone()
    {
        var environment = New();
        environment.ChangeSettings(null, "#0a5c36", "+31 20 1234567", new EnvironmentSettings(5, ["@hoogbrug.test"]), Now);

        environment.Change("Provincie", EnvironmentMode.Live, new MailSender("Provincie", "weg@provincie.test", null), Now);

        Assert.Equal(("Provincie", "#0a5c36", 5), (environment.Name, environment.AccentColour, environment.Settings.ReleaseAbove));
    }

    [Fact]
    public void Suspended_and_active_follow_each_other()
    {
        var environment = New();
        Refused("client-environments.already-active", () => environment.Reactivate(Now));
        environment.Suspend(Now);
        Refused("client-environments.already-suspended", () => environment.Suspend(Now));

        environment.Reactivate(Now);

        Assert.Equal(EnvironmentStatus.Active, environment.Status);
    }

    private static ClientEnvironment New() => new(default, "hoogbrug", "Hoogbrug", new MailSender("Hoogbrug", "weg@hoogbrug.test", null), Now);
}
