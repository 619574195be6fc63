using System.ComponentModel.DataAnnotations;

namespace Vemap.Infrastructure.Smtp;

/// <summary>Whether and how the conversation is encrypted; never less than asked for.</summary>
public enum SmtpTls
{
    None,
    StartTls,
    Implicit,
}

/// <summary>The mail server, as configured under "Mail".</summary>
public sealed class SmtpOptions
{
    [Required]
    public string Host { get; set; } = "127.0.0.1";

    [Range(1, 65535)]
    public int Port { get; set; } = 25;

    public SmtpTls Tls { get; set; }

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>PEM of the authority that signed the server's certificate, where the system does not know it.</summary>
    public string? TrustedCertificate { get; set; }

    /// <summary>The name we greet with.</summary>
    public string Greeting { get; set; } = "vemap.localdomain";

    /// <summary>Conversations kept at the same time.</summary>
    [Range(1, 100)]
    public int Connections { get; set; } = 8;

    /// <summary>How long nothing is handed over after the server said that it wants less mail at a time; twice as long each time it says so again.</summary>
    public TimeSpan PauseWhenThrottled { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Asks for delivery status notifications where the server offers them (RFC 3461).</summary>
    public bool RequestDsn { get; set; }

    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>For the greeting and each command.</summary>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>For handing over the content (RFC 5321: 3 minutes a block).</summary>
    public TimeSpan DataTimeout { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>For the reply to the final dot (RFC 5321: 10 minutes, so that no mail is doubled by impatience).</summary>
    public TimeSpan FinalTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>A connection unused for longer is closed.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>After the server could not be reached, mails are deferred without trying for this long.</summary>
    public TimeSpan RestAfterFailure { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>After the server refused a further conversation, no more than those that are open are used for this long.</summary>
    public TimeSpan FewerAfterRefusal { get; set; } = TimeSpan.FromSeconds(30);
}
