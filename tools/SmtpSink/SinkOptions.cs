namespace Vemap.SmtpSink;

/// <summary>The demo's mail server, as configured under "Sink". It listens on 127.0.0.1 and nowhere else.</summary>
public sealed class SinkOptions
{
    /// <summary>0 takes any free port.</summary>
    public int SmtpPort { get; set; } = 2525;

    /// <summary>Encrypted from the first byte; not set: none.</summary>
    public int? ImplicitTlsPort { get; set; }

    /// <summary>The page and the API.</summary>
    public int HttpPort { get; set; } = 8025;

    /// <summary>How many conversations are held at a time; a further one is greeted with 421.</summary>
    public int MaxConversations { get; set; } = 1000;

    /// <summary>How many mails are kept.</summary>
    public int Keep { get; set; } = 5000;

    /// <summary>With these set, mail is taken only after a log-in.</summary>
    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>Where the certificate for TLS is written (PEM), so that a client can trust it; it is made anew at each start.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>What is offered in reply to EHLO, apart from AUTH.</summary>
    public string Extensions { get; set; } = "PIPELINING,8BITMIME,SMTPUTF8,SIZE,ENHANCEDSTATUSCODES,STARTTLS";
}
