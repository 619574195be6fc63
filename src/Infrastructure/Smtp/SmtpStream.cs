using System.Buffers;
using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Vemap.Infrastructure.Smtp;

/// <summary>The wire: commands out, replies in, each with its time limit.</summary>
internal sealed class SmtpStream : IAsyncDisposable
{
    private const int TcpLevel = 6;
    private const int QuickAck = 12;
    private const int MaxLine = 2048;
    private const int MaxLines = 128;
    private readonly byte[] buffer = new byte[4096];
    private readonly Socket socket;
    private Stream stream;
    private int start;
    private int end;

    private SmtpStream(Socket socket) => (this.socket, stream) = (socket, new NetworkStream(socket, ownsSocket: true));

    public static async Task<SmtpStream> ConnectAsync(SmtpOptions options, CancellationToken cancellationToken)
    {
        // Without NoDelay, Nagle's algorithm and delayed acknowledgements cost 40 ms a mail.
        var wire = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await Timed(token => ConnectAsync(wire, options, token), options.ConnectTimeout, cancellationToken);
            return new SmtpStream(wire);
        }
        catch
        {
            wire.Dispose();
            throw;
        }
    }

    /// <summary>Encrypts from here on. What the server said before and we have not read would be an attacker's (CVE-2011-0411).</summary>
    public async Task SecureAsync(SmtpOptions options, CancellationToken cancellationToken)
    {
        if (start < end) throw new SmtpConnectionException("The server spoke on before encryption had begun.");
        var secured = new SslStream(stream);
        stream = secured;
        var secure = new SslClientAuthenticationOptions
        {
            TargetHost = options.Host,
            CertificateChainPolicy = options.TrustedCertificate is null ? null : Trust(options.TrustedCertificate),
        };
        await Timed(token => Completed(secured.AuthenticateAsClientAsync(secure, token)), options.CommandTimeout, cancellationToken);
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, TimeSpan timeout, CancellationToken cancellationToken) =>
        await Timed(
            async token =>
            {
                await stream.WriteAsync(bytes, token);
                await stream.FlushAsync(token);
                return true;
            },
            timeout,
            cancellationToken);

    public ValueTask<SmtpReply> ReadAsync(TimeSpan timeout, CancellationToken cancellationToken) => Timed(ReadReplyAsync, timeout, cancellationToken);

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private static async ValueTask<bool> ConnectAsync(Socket wire, SmtpOptions options, CancellationToken cancellationToken)
    {
        await wire.ConnectAsync(options.Host, options.Port, cancellationToken);
        return true;
    }

    private static async ValueTask<bool> Completed(Task task)
    {
        await task;
        return true;
    }

    private async ValueTask<SmtpReply> ReadReplyAsync(CancellationToken cancellationToken)
    {
        var first = await ReadLineAsync(cancellationToken);
        var code = Code(first);
        if (first.Length <= 3 || first[3] != '-') return new SmtpReply(code, Text(first));
        var text = new StringBuilder(Text(first));
        for (var lines = 1; lines < MaxLines; lines++)
        {
            var line = await ReadLineAsync(cancellationToken);
            if (Code(line) != code) throw new SmtpConnectionException("The server changed its mind within one reply.");
            text.Append('\n').Append(Text(line));
            if (line.Length <= 3 || line[3] != '-') return new SmtpReply(code, text.ToString());
        }

        throw new SmtpConnectionException("The server's reply has no end.");
    }

    private static int Code(string line) =>
        line.Length >= 3 && int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is >= 200 and < 600 && (line.Length == 3 || line[3] is ' ' or '-')
            ? code
            : throw new SmtpConnectionException("The server does not speak SMTP.");

    private static string Text(string line) => line.Length > 4 ? line[4..] : "";

    private async ValueTask<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new ArrayBufferWriter<byte>(128);
        while (true)
        {
            var length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            line.Write(buffer.AsSpan(start, length < 0 ? end - start : length));
            if (line.WrittenCount > MaxLine) throw new SmtpConnectionException("The server's reply has too long a line.");
            if (length >= 0)
            {
                start += length + 1;
                return Encoding.UTF8.GetString(line.WrittenSpan).TrimEnd('\r');
            }

            // A server that sends the replies to pipelined commands one by one waits for an acknowledgement after each: 40 ms, unless we hurry.
            if (OperatingSystem.IsLinux()) socket.SetRawSocketOption(TcpLevel, QuickAck, [1, 0, 0, 0]);
            (start, end) = (0, await stream.ReadAsync(buffer, cancellationToken));
            if (end == 0) throw new SmtpConnectionException("The server closed the connection.");
        }
    }

    private static async ValueTask<T> Timed<T>(Func<CancellationToken, ValueTask<T>> step, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            return await step(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SmtpConnectionException("The server did not answer in time.");
        }
        catch (Exception exception) when (exception is IOException or SocketException or System.Security.Authentication.AuthenticationException)
        {
            throw new SmtpConnectionException(exception.Message, null, exception);
        }
    }

    private static X509ChainPolicy Trust(string file)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(file);
        return policy;
    }
}
