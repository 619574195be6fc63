using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Vemap.Infrastructure.Smtp;

/// <summary>The stream below MailKit. It keeps each reply with the step that it answers, so that what the server said counts whatever happens afterwards,
/// and hands MailKit every reply in the plain form that its parser accepts. It also keeps the time limits.</summary>
/// <remarks>Encryption happens in here and not in MailKit, because replies have to be read in clear text.</remarks>
internal sealed class SmtpWire : Stream
{
    private const int TcpLevel = 6;
    private const int QuickAck = 12;
    private static readonly byte[] EndOfContent = "\r\n.\r\n"u8.ToArray();
    private readonly SmtpOptions options;
    private readonly Socket socket;
    private readonly SmtpReplyReader reader;
    private readonly SmtpDeadline deadline;
    private readonly Queue<SmtpStep> awaited = new();
    private readonly SmtpReply?[] replies = new SmtpReply?[Enum.GetValues<SmtpStep>().Length];
    private Stream stream;
    private ReadOnlyMemory<byte> rendered;
    private bool isContent;
    private bool asksForUtf8;
    private int ending;

    private SmtpWire(SmtpOptions options, TimeProvider clock)
    {
        this.options = options;
        // Without NoDelay, Nagle's algorithm and delayed acknowledgements cost 40 ms a mail.
        socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        stream = Null;
        reader = new SmtpReplyReader(ReceiveAsync);
        deadline = new SmtpDeadline(clock, options.SlowAfter, Stop, () => Slow?.Invoke());
    }

    /// <summary>Called once a mail, when the server takes long to answer; on a thread of the timer's.</summary>
    public Action? Slow { get; set; }

    /// <summary>The final dot was sent, or may have been: from now on only the server knows whether it has taken the mail.</summary>
    public bool IsContentSent { get; private set; }

    /// <summary>The server takes addresses beyond ASCII.</summary>
    public bool OffersUtf8 { get; private set; }

    /// <summary>The reply that was read last.</summary>
    public SmtpReply? Last { get; private set; }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Connects and encrypts as configured; less is an exception.</summary>
    public static async Task<SmtpWire> OpenAsync(SmtpOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var wire = new SmtpWire(options, clock);
        try
        {
            await wire.deadline.WithinAsync(options.ConnectTimeout, token => wire.socket.ConnectAsync(options.Host, options.Port, token), cancellationToken);
            wire.stream = new NetworkStream(wire.socket, ownsSocket: true);
            if (options.Tls == SmtpTls.Implicit) await wire.SecureAsync(cancellationToken);
            var greeting = await wire.DemandAsync(220, cancellationToken);
            if (options.Tls == SmtpTls.StartTls) await wire.StartTlsAsync(cancellationToken);
            // MailKit begins with the greeting, also when it was said before encryption.
            wire.rendered = Render(greeting);
            return wire;
        }
        catch
        {
            await wire.DisposeAsync();
            throw;
        }
    }

    /// <summary>The reply to this step of the current mail, or null when there was none.</summary>
    public SmtpReply? ReplyTo(SmtpStep step) => replies[(int)step];

    /// <summary>Begins a mail: what was said before belongs to another one.</summary>
    public void Begin(bool needsUtf8)
    {
        Array.Clear(replies);
        (isContent, IsContentSent, ending, asksForUtf8) = (false, false, 0, needsUtf8);
        // What is already there answers nothing that we asked: the next mail would take another one's answer.
        if (reader.HasUnread || socket.Available > 0) throw new SmtpConnectionException("The server spoke without being asked.");
        deadline.Begin();
    }

    /// <summary>Says good-bye without waiting for the answer.</summary>
    public Task QuitAsync() => SendAsync("QUIT\r\n"u8.ToArray(), TimeSpan.FromSeconds(1), CancellationToken.None);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (rendered.IsEmpty) rendered = Render(await NextAsync(cancellationToken));
        var length = Math.Min(buffer.Length, rendered.Length);
        rendered[..length].CopyTo(buffer);
        rendered = rendered[length..];
        return length;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (isContent) await RefuseEarlyAnswerAsync(cancellationToken);
        else if (reader.HasUnread) throw new SmtpConnectionException("The server spoke without being asked.");
        if (isContent) NoteEnd(buffer.Span);
        else buffer = NoteCommands(buffer);
        await SendAsync(buffer, isContent ? options.DataTimeout : options.CommandTimeout, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
        // Everything is sent as it is written.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            deadline.Dispose();
            stream.Dispose();
            socket.Dispose();
        }

        base.Dispose(disposing);
    }

    // Not Dispose, which would break the connection off while something is being read.
    private void Stop()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException)
        {
            socket.Dispose();
        }
        catch (ObjectDisposedException)
        {
            // It has ended already.
        }
    }

    private async Task StartTlsAsync(CancellationToken cancellationToken)
    {
        await SendAsync(Encoding.UTF8.GetBytes($"EHLO {options.Greeting}\r\n"), options.CommandTimeout, cancellationToken);
        var hello = await NextAsync(cancellationToken);
        if (hello.Code != 250 || !hello.Text.Split('\n').Skip(1).Any(line => line.Trim().Equals("STARTTLS", StringComparison.OrdinalIgnoreCase)))
            throw new SmtpConnectionException("The server offers no encryption.");
        await SendAsync("STARTTLS\r\n"u8.ToArray(), options.CommandTimeout, cancellationToken);
        await DemandAsync(220, cancellationToken);
        await SecureAsync(cancellationToken);
    }

    /// <summary>Encrypts from here on. What the server said before and we have not read would be an attacker's (CVE-2011-0411).</summary>
    private async Task SecureAsync(CancellationToken cancellationToken)
    {
        if (reader.HasUnread) throw new SmtpConnectionException("The server spoke on before encryption had begun.");
        var secured = new SslStream(stream);
        stream = secured;
        var secure = new SslClientAuthenticationOptions
        {
            TargetHost = options.Host,
            CertificateChainPolicy = options.TrustedCertificate is null ? null : Trust(options.TrustedCertificate),
        };
        await deadline.WithinAsync(options.CommandTimeout, token => new ValueTask(secured.AuthenticateAsClientAsync(secure, token)), cancellationToken);
    }

    private async Task<SmtpReply> DemandAsync(int code, CancellationToken cancellationToken) =>
        await NextAsync(cancellationToken) is var reply && reply.Code == code
            ? reply
            : throw new SmtpConnectionException("The server does not let us in.", reply);

    private async Task<SmtpReply> NextAsync(CancellationToken cancellationToken)
    {
        var step = awaited.TryDequeue(out var next) ? next : SmtpStep.Other;
        deadline.Limit(step == SmtpStep.Content ? options.FinalTimeout : options.CommandTimeout);
        SmtpReply reply;
        try
        {
            reply = await reader.ReadAsync(step, cancellationToken);
        }
        finally
        {
            deadline.Lift();
        }

        Last = reply;
        if (reply.Code == 421 && step != SmtpStep.Content) throw new SmtpConnectionException("The server ended the conversation.", reply, null, step);
        replies[(int)step] = reply;
        isContent = step == SmtpStep.Data && reply.Code == 354;
        if (step == SmtpStep.Hello) return WithoutUtf8(reply);
        // MailKit takes some of the positive codes only.
        return reply.IsPositive && step is (SmtpStep.Sender or SmtpStep.Recipient or SmtpStep.Content) ? reply with { Code = 250 } : reply;
    }

    /// <summary>A server that answers before the final dot refuses the content; if it says yes, it does not
    /// know what it says yes to. Within TLS other records may lie there too.</summary>
    private async Task RefuseEarlyAnswerAsync(CancellationToken cancellationToken)
    {
        if (!reader.HasUnread && (options.Tls != SmtpTls.None || socket.Available == 0)) return;
        deadline.Limit(options.CommandTimeout);
        try
        {
            replies[(int)SmtpStep.Data] = await reader.ReadAsync(SmtpStep.Data, cancellationToken);
        }
        finally
        {
            deadline.Lift();
        }

        throw new SmtpConnectionException("The server answered before the mail was complete.");
    }

    private ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        // A server that sends the replies to pipelined commands one by one waits for an acknowledgement after each: 40 ms, unless we hurry.
        if (OperatingSystem.IsLinux()) socket.SetRawSocketOption(TcpLevel, QuickAck, [1, 0, 0, 0]);
        return deadline.TranslateAsync(token => stream.ReadAsync(buffer, token), cancellationToken);
    }

    private Task SendAsync(ReadOnlyMemory<byte> bytes, TimeSpan limit, CancellationToken cancellationToken) => deadline.WithinAsync(
        limit,
        async token =>
        {
            await stream.WriteAsync(bytes, token);
            await stream.FlushAsync(token);
        },
        cancellationToken);

    private ReadOnlyMemory<byte> NoteCommands(ReadOnlyMemory<byte> bytes)
    {
        var commands = Encoding.UTF8.GetString(bytes.Span);
        foreach (var command in commands.Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            awaited.Enqueue(
                command.StartsWith("MAIL FROM:", StringComparison.Ordinal) ? SmtpStep.Sender
                : command.StartsWith("RCPT TO:", StringComparison.Ordinal) ? SmtpStep.Recipient
                : command.StartsWith("EHLO ", StringComparison.Ordinal) ? SmtpStep.Hello
                : command == "DATA" ? SmtpStep.Data
                : SmtpStep.Other);
        }

        if (!asksForUtf8 || !commands.StartsWith("MAIL FROM:", StringComparison.Ordinal)) return bytes;
        return Encoding.UTF8.GetBytes(commands.Insert(commands.IndexOf("\r\n", StringComparison.Ordinal), " SMTPUTF8"));
    }

    // MailKit would use SMTPUTF8 for every domain in its ASCII form too, and servers on the way that do not know it would return the mail.
    private SmtpReply WithoutUtf8(SmtpReply hello)
    {
        var lines = hello.Text.Split('\n');
        var others = Array.FindAll(lines, line => !line.Trim().Equals("SMTPUTF8", StringComparison.OrdinalIgnoreCase));
        OffersUtf8 = others.Length < lines.Length;
        return hello with { Text = string.Join('\n', others) };
    }

    // Before the bytes are sent: a dot that may have arrived counts as sent. Dots of the content are doubled, so these five bytes stand at its end only.
    private void NoteEnd(ReadOnlySpan<byte> content)
    {
        if (content.Length >= EndOfContent.Length)
        {
            content = content[^EndOfContent.Length..];
            ending = 0;
        }

        foreach (var one in content)
            ending = one == EndOfContent[ending] ? ending + 1 : one == EndOfContent[0] ? 1 : 0;
        if (ending < EndOfContent.Length) return;
        IsContentSent = true;
        awaited.Enqueue(SmtpStep.Content);
    }

    private static ReadOnlyMemory<byte> Render(SmtpReply reply)
    {
        var lines = reply.Text.Split('\n');
        var text = new StringBuilder(reply.Text.Length + (lines.Length * 6));
        for (var line = 0; line < lines.Length; line++) text.Append(reply.Code).Append(line == lines.Length - 1 ? ' ' : '-').Append(lines[line]).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    internal static X509ChainPolicy Trust(string file)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(file);
        return policy;
    }
}
