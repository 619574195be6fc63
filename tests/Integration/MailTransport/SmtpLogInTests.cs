using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Vemap.Application.Common.Ports;
using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;
using Vemap.Infrastructure.Smtp;

namespace Vemap.Integration.MailTransport;

/// <summary>Logging in with access tokens, which a token endpoint hands out.</summary>
public sealed class SmtpLogInTests : IAsyncLifetime
{
    private readonly List<string> forms = [];
    private WebApplication endpoint = null!;
    private int status = 200;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        endpoint = builder.Build();
        endpoint.MapPost("/token", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            forms.Add(await reader.ReadToEndAsync());
            return Results.Json(new { access_token = $"token-{forms.Count}", expires_in = 3600 }, statusCode: status);
        });
        await endpoint.StartAsync();
    }

    public async Task DisposeAsync() => await endpoint.DisposeAsync();

    [Theory]
    [InlineData(MailLogIn.XOAuth2, "XOAUTH2", "user=vemap@vemap.test\u0001")]
    [InlineData(MailLogIn.OAuthBearer, "OAUTHBEARER", "n,a=vemap@vemap.test,\u0001host=127.0.0.1\u0001")]
    public async Task An_access_token_logs_in(MailLogIn method, string mechanism, string beginning)
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.GreetAsync($"PIPELINING,AUTH PLAIN LOGIN {mechanism}");
            var command = await talk.ReadUntilAsync("\r\n");
            Assert.StartsWith($"AUTH {mechanism} ", command, StringComparison.Ordinal);
            var response = Encoding.UTF8.GetString(Convert.FromBase64String(command.Split(' ')[2].Trim()));
            Assert.StartsWith(beginning, response, StringComparison.Ordinal);
            Assert.EndsWith("\u0001auth=Bearer token-1\u0001\u0001", response, StringComparison.Ordinal);
            await talk.SendAsync("235 2.7.0 in");
            await talk.TakeAsync();
        });
        await using var sender = Sender(server.Port, method);
        Assert.Equal(DeliveryEventKind.Accepted, (await sender.SendAsync(Some.ToSend(), default)).Kind);
        Assert.Equal("grant_type=client_credentials&client_id=vemap&client_secret=s%26cret&scope=mail", Assert.Single(forms));
    }

    [Fact]
    public async Task A_token_is_used_until_it_expires()
    {
        var clock = new TestClock(new DateTimeOffset(2026, 7, 6, 19, 30, 0, TimeSpan.Zero));
        var tokens = Tokens(clock, refresh: "refresh");
        Assert.Equal("token-1", await tokens.TokenAsync(default));
        clock.Advance(TimeSpan.FromMinutes(58));
        Assert.Equal("token-1", await tokens.TokenAsync(default));
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("token-2", await tokens.TokenAsync(default));
        Assert.StartsWith("grant_type=refresh_token&refresh_token=refresh&", forms[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_token_the_mail_is_deferred_and_nothing_is_sent()
    {
        status = 401;
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.GreetAsync("AUTH PLAIN XOAUTH2");
            Assert.Equal("", await talk.ReadUntilAsync("nothing more"));
        });
        await using var sender = Sender(server.Port, MailLogIn.XOAuth2);
        Assert.Equal(new SendOutcome(DeliveryEventKind.Deferred, null, null, "The token endpoint answered 401."), await sender.SendAsync(Some.ToSend(), default));
    }

    [Fact]
    public async Task A_refused_token_defers_the_mail_with_the_servers_reply()
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.GreetAsync("AUTH XOAUTH2");
            await talk.ReadUntilAsync("\r\n");
            await talk.SendAsync("334 eyJzdGF0dXMiOiI0MDEifQ==");
            await talk.ExpectAsync("");
            await talk.SendAsync("535 5.7.8 token expired");
        });
        await using var sender = Sender(server.Port, MailLogIn.XOAuth2);
        Assert.Equal(new SendOutcome(DeliveryEventKind.Deferred, 535, "5.7.8", "535 5.7.8 token expired"), await sender.SendAsync(Some.ToSend(), default));
    }

    [Fact]
    public async Task A_password_is_never_sent_in_place_of_a_token()
    {
        await using var server = new ScriptedServer(async talk =>
        {
            await talk.GreetAsync("AUTH PLAIN LOGIN");
            Assert.Equal("", await talk.ReadUntilAsync("nothing more"));
        });
        await using var sender = Sender(server.Port, MailLogIn.XOAuth2);
        var outcome = await sender.SendAsync(Some.ToSend(), default);
        Assert.Equal("The server does not offer the configured way to log in (XOAUTH2).", outcome.Reply);
    }

    private SmtpMailSender Sender(int port, MailLogIn method) =>
        Sending.To(new SmtpOptions { Port = port, User = "vemap@vemap.test", LogIn = method, RestAfterFailure = TimeSpan.Zero }, tokens: Tokens(TimeProvider.System));

    private OAuthTokens Tokens(TimeProvider clock, string? refresh = null) => new(
        new OAuthOptions { TokenUrl = new Uri(endpoint.Urls.First() + "/token"), ClientId = "vemap", ClientSecret = "s&cret", Scope = "mail", RefreshToken = refresh },
        new HttpMessageInvoker(new SocketsHttpHandler()),
        clock);
}
