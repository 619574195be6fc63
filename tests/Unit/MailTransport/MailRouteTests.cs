using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Vemap.Infrastructure.Smtp;
using Vemap.Infrastructure.Smtp.Reports;

namespace Vemap.Unit.MailTransport;

public sealed class MailRouteTests
{
    [Theory]
    [InlineData("Connections", "0", "Connections")]
    [InlineData("Connections", "101", "Connections")]
    [InlineData("Port", "0", "Port")]
    [InlineData("Host", "", "Host")]
    [InlineData("MailsPerSecond", "0", "MailsPerSecond")]
    [InlineData("MostConnections", "0", "MostConnections")]
    [InlineData("Proof", "dsn", "Mail:Inbox")]
    [InlineData("ReturnPath", "no address", "ReturnPath")]
    [InlineData("LogIn", "XOAuth2", "OAuth:TokenUrl")]
    [InlineData("Dkim:0:Domain", "authority.test", "Selector")]
    [InlineData("Inbox:Host", "imap.vemap.test", "User")]
    [InlineData("Inbox:User", "reports", "Host")]
    [InlineData("Proof", "hope", "hope")]
    public void A_setting_with_which_no_mail_would_go_is_refused_at_the_start(string name, string value, string reason)
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => Add([new($"Mail:{name}", value)]));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Mail:Inbox:Password", null)]
    [InlineData("Mail:Inbox:Tls", "None")]
    [InlineData("Mail:Inbox:Every", "00:00:00")]
    [InlineData("Mail:Inbox:LogIn", "OAuthBearer")]
    [InlineData("Mail:ReturnPath", null)]
    public void The_dsn_route_is_refused_at_the_start_when_it_is_half_configured(string name, string? value)
    {
        Assert.NotEmpty(Add(Complete));
        Assert.Throws<InvalidOperationException>(() => Add([.. Complete.Where(setting => setting.Key != name), new(name, value)]));
    }

    [Fact]
    public void The_dsn_route_asks_the_mail_server_for_notifications() =>
        Assert.True(Add(Complete).Select(service => service.ImplementationInstance).OfType<SmtpOptions>().Single().RequestDsn);

    [Fact]
    public void Without_settings_there_is_a_route() => Assert.NotEmpty(Add([new("Mail:Proof", "events")]));

    private static KeyValuePair<string, string?>[] Complete { get; } =
    [
        new("Mail:Proof", "dsn"), new("Mail:ReturnPath", "reports@vemap.test"), new("Mail:Inbox:Host", "imap.vemap.test"), new("Mail:Inbox:User", "reports"), new("Mail:Inbox:Password", "secret"),
    ];

    private static ServiceCollection Add(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddMailRoute(configuration).AddSmtp(configuration).AddReportInbox(configuration);
        return services;
    }
}
