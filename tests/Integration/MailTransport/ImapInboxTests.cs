using Microsoft.Extensions.Logging.Abstractions;
using Vemap.Infrastructure.Smtp;
using Vemap.Infrastructure.Smtp.Reports;

namespace Vemap.Integration.MailTransport;

/// <summary>Reading an inbox over IMAP.</summary>
public sealed class ImapInboxTests
{
    [Fact]
    public async Task A_message_is_read_until_it_is_completed()
    {
        await using var server = new TestInbox();
        server.Add("Subject: an ordinary mail\n\nHello\n");
        server.Add(null);
        var inbox = Inbox(server.Port, "secret");
        var messages = await inbox.ReadAsync(10, default);
        Assert.Equal(["7:1", "7:2"], messages.Select(message => message.Handle));
        Assert.Equal(2, (await inbox.ReadAsync(10, default)).Count);
        await inbox.CompleteAsync(messages, default);
        Assert.Empty(await inbox.ReadAsync(10, default));
    }

    [Fact]
    public async Task A_refused_password_is_an_error()
    {
        await using var server = new TestInbox();
        await Assert.ThrowsAnyAsync<MailKit.Security.AuthenticationException>(() => Inbox(server.Port, "wrong").ReadAsync(10, default));
    }

    private static ImapInbox Inbox(int port, string password) => new(
        new InboxOptions { Host = "127.0.0.1", Port = port, Tls = SmtpTls.None, User = "reports", Password = password },
        new SmtpLogIn(MailLogIn.Password, "reports", password, null),
        TimeProvider.System,
        NullLogger<ImapInbox>.Instance);
}
