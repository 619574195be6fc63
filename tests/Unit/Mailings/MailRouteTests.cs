using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Vemap.Infrastructure.Smtp;

namespace Vemap.Unit.Mailings;

public sealed class MailRouteTests
{
    [Theory]
    [InlineData("Connections", "0", "Connections")]
    [InlineData("Connections", "101", "Connections")]
    [InlineData("Port", "0", "Port")]
    [InlineData("Host", "", "Host")]
    [InlineData("MailsPerSecond", "0", "MailsPerSecond")]
    [InlineData("Proof", "dsn", "nothing reads delivery status notifications")]
    [InlineData("Proof", "hope", "hope")]
    public void A_setting_with_which_no_mail_would_go_is_refused_at_the_start(string name, string value, string said)
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => Add((name, value)));
        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_settings_there_is_a_route() => Assert.NotEmpty(Add(("Proof", "events")));

    private static ServiceCollection Add((string Name, string Value) setting)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new($"Mail:{setting.Name}", setting.Value)]).Build();
        var services = new ServiceCollection();
        services.AddMailRoute(configuration).AddSmtp(configuration);
        return services;
    }
}
