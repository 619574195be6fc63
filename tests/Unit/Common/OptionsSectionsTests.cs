using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Vemap.Infrastructure.Configuration;
using Vemap.Infrastructure.Local;
using Vemap.Infrastructure.Postgres;

namespace Vemap.Unit.Common;

public sealed class OptionsSectionsTests
{
    [Fact]
    public void A_section_is_bound_once_although_several_modules_register_it()
    {
        var services = new ServiceCollection();
        var configuration = Configuration(("Probe:Names:0", "one"), ("Probe:Names:1", "two"));

        services.AddSection<Probe>(configuration).AddSection<Probe>(configuration);

        using var provider = services.BuildServiceProvider();
        Assert.Equal(["one", "two"], provider.GetRequiredService<Probe>().Names);
    }

    [Fact]
    public void Every_fault_is_reported_before_the_program_starts()
    {
        var services = new ServiceCollection();
        services.AddSection<Probe>(Configuration(("Probe:Count", "0"), ("Probe:Names:0", "")));
        using var provider = services.BuildServiceProvider();

        var refusal = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IStartupValidator>().Validate);

        Assert.Equal(["Probe:Count: The field Count must be between 1 and 10.", "Probe:Names holds an empty name."], refusal.Failures);
    }

    [Fact]
    public void A_section_that_is_read_during_registration_is_checked_too() =>
        Assert.Throws<OptionsValidationException>(() => Configuration(("Probe:Count", "11")).ReadSection<Probe>());

    [Theory]
    [InlineData("Vemap:Mode", "prod")]
    [InlineData("Vemap:PublicUrl", "vemap.example")]
    [InlineData("Vemap:AllowedOrigins:0", "*")]
    public void A_setting_of_the_program_that_cannot_be_used_is_refused(string name, string value)
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => Configuration((name, value)).ReadSection<VemapOptions>());

        Assert.StartsWith(string.Join(':', name.Split(':')[..2]), Assert.Single(refusal.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void Folders_and_connections_have_no_default()
    {
        var empty = Configuration();

        Assert.Equal(["Store:Folder is not set.", "Store:KeyFile is not set."], FaultsOf<StoreOptions>(empty));
        Assert.Equal(["MessageStore:Folder is not set."], FaultsOf<MessageStoreOptions>(empty));
        Assert.Equal(["ConnectionStrings:Application is not set.", "ConnectionStrings:Worker is not set."], FaultsOf<ConnectionOptions>(empty));
        Assert.Equal(["ConnectionStrings:Mail is not set."], FaultsOf<MailConnectionOptions>(empty));
        Assert.Equal(["ConnectionStrings:Owner is not set."], FaultsOf<OwnerConnectionOptions>(empty));
    }

    private static IEnumerable<string> FaultsOf<T>(IConfiguration configuration)
        where T : class, IOptionsSection, new() => Assert.Throws<OptionsValidationException>(() => configuration.ReadSection<T>()).Failures;

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value))).Build();

    private sealed class Probe : IOptionsSection
    {
        public static string Section => "Probe";

        [Range(1, 10)]
        public int Count { get; set; } = 1;

        public IReadOnlyList<string> Names { get; set; } = [];

        public IEnumerable<string> Faults()
        {
            if (Names.Contains("")) yield return "Probe:Names holds an empty name.";
        }
    }
}
