using System.ComponentModel.DataAnnotations;

namespace Vemap.Infrastructure.Smtp;

/// <summary>Whether and how the conversation is encrypted. A server that does not offer it gets no mail.</summary>
public enum SmtpTls
{
    None,
    StartTls,
    Implicit,
}

/// <summary>How we log in.</summary>
public enum MailLogIn
{
    /// <summary>PLAIN, or LOGIN where the server offers no PLAIN.</summary>
    Password,
    XOAuth2,
    OAuthBearer,
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

    public MailLogIn LogIn { get; set; }

    /// <summary>Where the access tokens for XOAuth2 and OAuthBearer come from.</summary>
    public OAuthOptions OAuth { get; set; } = new();

    /// <summary>Where the server reports to (MAIL FROM) if not to the sender that the recipient sees: the address of the inbox that we read.</summary>
    public string? ReturnPath { get; set; }

    /// <summary>The keys that mails are signed with, one for each domain of a sender.</summary>
    public IList<DkimKeyOptions> Dkim { get; set; } = [];

    /// <summary>PEM of the authority that signed the server's certificate, where the system does not know it.</summary>
    public string? TrustedCertificate { get; set; }

    /// <summary>The name that the server is greeted with.</summary>
    public string Greeting { get; set; } = "vemap.localdomain";

    /// <summary>Conversations that work at the same time.</summary>
    [Range(1, 100)]
    public int Connections { get; set; } = 8;

    /// <summary>Conversations at the same time together with those that only wait for the server; four times Connections when not set.</summary>
    [Range(1, 1000)]
    public int? MostConnections { get; set; }

    /// <summary>A conversation whose server takes longer to answer lets another one work meanwhile.</summary>
    public TimeSpan SlowAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>A conversation that waits for longer after that hangs. If all conversations that an
    /// environment may have hang, its further mails are deferred.</summary>
    public TimeSpan HangsAfter { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long nothing is handed over after the server asked for less mail; doubled each time it asks again.</summary>
    public TimeSpan PauseWhenThrottled { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Asks for delivery status notifications where the server offers them (RFC 3461).</summary>
    public bool RequestDsn { get; set; }

    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>For the greeting and each command.</summary>
    public TimeSpan CommandTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>For each block of the content (RFC 5321: 3 minutes).</summary>
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
