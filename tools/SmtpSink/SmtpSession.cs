using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Vemap.SmtpSink;

/// <summary>One SMTP conversation.</summary>
internal sealed class SmtpSession(Stream stream, SinkOptions options, Behaviour behaviour, Mailbox mailbox, Feedback feedback, X509Certificate2 certificate, TimeProvider clock)
{
    private readonly StringBuilder replies = new();
    private readonly HashSet<string> extensions = [.. options.Extensions.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    private Stream stream = stream;
    private LineBuffer lines = new(stream);
    private bool secured;
    private bool loggedIn;
    private string? from;
    private (string Address, Fate Fate)? recipient;

    public async Task RunAsync(bool implicitTls, CancellationToken cancellationToken)
    {
        mailbox.Count("connections");
        if (implicitTls) await SecureAsync(cancellationToken);
        Reply("220 sink.vemap.test ESMTP, whatever arrives here goes nowhere else");
        while (true)
        {
            if (!lines.HasLine) await FlushAsync(cancellationToken);
            if (await lines.LineAsync(cancellationToken) is not { } line) return;
            if (!await ObeyAsync(line, cancellationToken))
            {
                await FlushAsync(cancellationToken);
                return;
            }
        }
    }

    /// <summary>False ends the conversation.</summary>
    private async Task<bool> ObeyAsync(string line, CancellationToken cancellationToken)
    {
        var verb = line.Split(' ', 2)[0].ToUpperInvariant();
        switch (verb)
        {
            case "EHLO" or "HELO":
                Greet();
                return true;
            case "STARTTLS" when extensions.Contains("STARTTLS") && !secured:
                Reply("220 2.0.0 Go ahead");
                await FlushAsync(cancellationToken);
                // What a client sent before the handshake is not to be believed.
                if (!lines.IsEmpty) return false;
                await SecureAsync(cancellationToken);
                return true;
            case "AUTH" when options.User is not null:
                await LogInAsync(line, cancellationToken);
                return true;
            case "MAIL":
                return Mail(line);
            case "RCPT":
                return Recipient(line);
            case "DATA":
                return await DataAsync(cancellationToken);
            case "RSET":
                (from, recipient) = (null, null);
                Reply("250 2.0.0 Reset");
                return true;
            case "NOOP":
                Reply("250 2.0.0 Still here");
                return true;
            case "QUIT":
                Reply("221 2.0.0 Bye");
                return false;
            default:
                Reply("502 5.5.1 Unknown command");
                return true;
        }
    }

    private void Greet()
    {
        (from, recipient) = (null, null);
        var offered = extensions.Where(extension => extension != "STARTTLS" || !secured).Select(extension => extension == "SIZE" ? "SIZE 20971520" : extension);
        string[] all = ["sink.vemap.test", .. offered, .. options.User is null ? Array.Empty<string>() : ["AUTH PLAIN LOGIN"]];
        for (var index = 0; index < all.Length; index++) Reply($"250{(index == all.Length - 1 ? ' ' : '-')}{all[index]}");
    }

    private async Task LogInAsync(string line, CancellationToken cancellationToken)
    {
        var parts = line.Split(' ');
        var (user, password) = ("", "");
        if (parts is [_, var plain, ..] && plain.Equals("PLAIN", StringComparison.OrdinalIgnoreCase))
        {
            var fields = (parts.Length > 2 ? Decode(parts[2]) : await AskAsync("", cancellationToken)).Split('\0');
            if (fields.Length == 3) (user, password) = (fields[1], fields[2]);
        }
        else
        {
            user = await AskAsync("Username:", cancellationToken);
            password = await AskAsync("Password:", cancellationToken);
        }

        loggedIn = user == options.User && password == (options.Password ?? "");
        Reply(loggedIn ? "235 2.7.0 Welcome" : "535 5.7.8 Wrong user or password");
    }

    private async Task<string> AskAsync(string what, CancellationToken cancellationToken)
    {
        Reply($"334 {Convert.ToBase64String(Encoding.UTF8.GetBytes(what))}");
        await FlushAsync(cancellationToken);
        return Decode(await lines.LineAsync(cancellationToken) ?? "");
    }

    private static string Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : "";
    }

    private bool Mail(string line)
    {
        if (options.User is not null && !loggedIn)
        {
            Reply("530 5.7.0 Log in first");
            return true;
        }

        from = Address(line);
        recipient = null;
        Reply(from is null ? "501 5.1.7 Bad sender" : "250 2.1.0 Sender fine");
        return true;
    }

    private bool Recipient(string line)
    {
        if (from is null || recipient is not null || Address(line) is not { Length: > 0 } address)
        {
            Reply(from is null ? "503 5.5.1 MAIL first" : recipient is null ? "501 5.1.3 Bad recipient" : "452 4.5.3 One recipient a mail");
            return true;
        }

        var fate = behaviour.Of(address);
        var (count, refusal) = fate switch
        {
            Fate.Reject => ("rejected", $"550 5.1.1 <{address}>: no such mailbox"),
            Fate.Defer => ("deferred", "451 4.7.1 Greylisted, try again later"),
            Fate.Full => ("full", "552 5.2.2 Mailbox full"),
            Fate.Drop => ("dropped", null),
            _ => (null, null),
        };
        if (count is not null) mailbox.Count(count);
        if (fate == Fate.Drop) return false;
        if (refusal is null) recipient = (address, fate);
        Reply(refusal ?? "250 2.1.5 Recipient fine");
        return true;
    }

    private async Task<bool> DataAsync(CancellationToken cancellationToken)
    {
        if (from is null || recipient is not var (address, fate))
        {
            Reply("554 5.5.1 No valid recipients");
            return true;
        }

        Reply("354 Go on, end with a dot");
        await FlushAsync(cancellationToken);
        if (await lines.ContentAsync(cancellationToken) is not { } content) return false;
        if (fate == Fate.RefuseData)
        {
            mailbox.Count("data-refused");
            Reply("554 5.7.1 Content refused");
        }
        else
        {
            if (fate == Fate.Slow) await Task.Delay(TimeSpan.FromSeconds(2), clock, cancellationToken);
            var mail = mailbox.Add(clock.GetUtcNow(), from, address, content, fate);
            feedback.Report(mail);
            if (fate == Fate.DropAfterDot) return false;
            Reply($"250 2.0.0 Taken as {mail.Id}");
        }

        (from, recipient) = (null, null);
        return true;
    }

    // "MAIL FROM:<a@b> SIZE=1": between the angle brackets.
    private static string? Address(string line)
    {
        var open = line.IndexOf('<', StringComparison.Ordinal);
        var close = line.IndexOf('>', StringComparison.Ordinal);
        return open > 0 && close > open ? line[(open + 1)..close] : null;
    }

    private async Task SecureAsync(CancellationToken cancellationToken)
    {
        var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, cancellationToken);
        (stream, lines, secured, from, recipient) = (tls, new LineBuffer(tls), true, null, null);
    }

    private void Reply(string line) => replies.Append(line).Append("\r\n");

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (replies.Length == 0) return;
        await stream.WriteAsync(Encoding.UTF8.GetBytes(replies.ToString()), cancellationToken);
        await stream.FlushAsync(cancellationToken);
        replies.Clear();
    }
}
