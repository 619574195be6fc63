using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Vemap.SmtpSink;

/// <summary>Listens on the loopback interface and holds the conversations.</summary>
public sealed class SmtpListener : IHostedService, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly List<TcpListener> listeners = [];
    private readonly SinkOptions options;
    private readonly Behaviour behaviour;
    private readonly Mailbox mailbox;
    private readonly Feedback feedback;
    private readonly TimeProvider clock;
    private readonly X509Certificate2 certificate;
    private int conversations;

    public SmtpListener(SinkOptions options, Behaviour behaviour, Mailbox mailbox, Feedback feedback, TimeProvider clock)
    {
        (this.options, this.behaviour, this.mailbox, this.feedback, this.clock) = (options, behaviour, mailbox, feedback, clock);
        certificate = MakeCertificate();
    }

    public int SmtpPort { get; private set; }

    public int? ImplicitTlsPort { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.CertificateFile is not null) await File.WriteAllTextAsync(options.CertificateFile, certificate.ExportCertificatePem(), cancellationToken);
        SmtpPort = Listen(options.SmtpPort, implicitTls: false);
        if (options.ImplicitTlsPort is { } port) ImplicitTlsPort = Listen(port, implicitTls: true);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var listener in listeners) listener.Stop();
        await stopping.CancelAsync();
    }

    public void Dispose()
    {
        foreach (var listener in listeners) listener.Dispose();
        certificate.Dispose();
        stopping.Dispose();
    }

    private int Listen(int port, bool implicitTls)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        listeners.Add(listener);
        _ = AcceptAsync(listener, implicitTls, stopping.Token);
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task AcceptAsync(TcpListener listener, bool implicitTls, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync(cancellationToken);
                socket.NoDelay = true;
                _ = TalkAsync(socket, implicitTls, cancellationToken);
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The sink stops.
        }
    }

    private async Task TalkAsync(Socket socket, bool implicitTls, CancellationToken cancellationToken)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            var isOneTooMany = Interlocked.Increment(ref conversations) > options.MaxConversations;
            if (isOneTooMany) await RefuseAsync(stream, cancellationToken);
            else await new SmtpSession(stream, options, behaviour, mailbox, feedback, certificate, clock).RunAsync(implicitTls, cancellationToken);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            mailbox.Count("broken-off");
        }
        finally
        {
            Interlocked.Decrement(ref conversations);
        }
    }

    private async Task RefuseAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        mailbox.Count("too-many-conversations");
        await stream.WriteAsync("421 4.7.0 Too many conversations\r\n"u8.ToArray(), cancellationToken);
    }

    private X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=VEMAP demo sink", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var now = clock.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
    }
}
