using System.ComponentModel.DataAnnotations;

namespace Vemap.Infrastructure.Smtp.Reports;

/// <summary>The inbox that reports about our mails are sent to, as configured under "Mail:Inbox".</summary>
public sealed class InboxOptions
{
    [Required]
    public string Host { get; set; } = "";

    [Range(1, 65535)]
    public int Port { get; set; } = 993;

    public SmtpTls Tls { get; set; } = SmtpTls.Implicit;

    [Required]
    public string? User { get; set; }

    public string? Password { get; set; }

    public MailLogIn LogIn { get; set; }

    /// <summary>Where the access tokens for XOAuth2 and OAuthBearer come from.</summary>
    public OAuthOptions OAuth { get; set; } = new();

    /// <summary>PEM of the authority that signed the server's certificate, where the system does not know it.</summary>
    public string? TrustedCertificate { get; set; }

    [Required]
    public string Folder { get; set; } = "INBOX";

    /// <summary>How often the inbox is read.</summary>
    public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>For connecting and for each command.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(1);
}
