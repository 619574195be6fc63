using Vemap.Domain.ClientEnvironments;
using static Vemap.Unit.Users.UserTests;

namespace Vemap.Unit.ClientEnvironments;

public sealed class ClientEnvironmentTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 29, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_new_environment_is_in_trial_mode_with_an_empty_allow_list()
    {
        var environment = New();

        Assert.Equal((EnvironmentMode.Trial, EnvironmentStatus.Active, 1000), (environment.Mode, environment.Status, environment.Settings.ReleaseAbove));
        Assert.Empty(environment.Settings.AllowedAddresses);
    }

    [Fact]
    public void Changes_of_the_platform_keep_the_settings_of_the_organisation_and_the_other_way_round()
    {
        var environment = New();
        environment.ChangeSettings(null, "#0a5c36", "+31 20 1234567", new EnvironmentSettings(5, ["@hoogbrug.test"]), Now);

        environment.Change("Provincie", EnvironmentMode.Live, new MailSender("Provincie", "weg@provincie.test", null), Now);

        Assert.Equal(("Provincie", "#0a5c36", 5), (environment.Name, environment.AccentColour, environment.Settings.ReleaseAbove));
    }

    [Fact]
    public void An_environment_is_suspended_and_reactivated_once_each()
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
