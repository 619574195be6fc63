using MailKit.Security;

namespace Vemap.Infrastructure.Smtp;

/// <summary>How we log in at the mail server and at the inbox: by password, or by an access token.</summary>
internal sealed class SmtpLogIn(MailLogIn method, string? user, string? password, OAuthTokens? tokens)
{
    /// <summary>The method that is configured and offered, or null without a user. Never a weaker one than configured.</summary>
    public async Task<SaslMechanism?> MechanismAsync(ICollection<string> offered, CancellationToken cancellationToken)
    {
        if (user is null) return null;
        string[] wanted = method switch
        {
            MailLogIn.XOAuth2 => ["XOAUTH2"],
            MailLogIn.OAuthBearer => ["OAUTHBEARER"],
            _ => ["PLAIN", "LOGIN"],
        };
        return Array.Find(wanted, offered.Contains) switch
        {
            "PLAIN" => new SaslMechanismPlain(user, password ?? ""),
            "LOGIN" => new SaslMechanismLogin(user, password ?? ""),
            "XOAUTH2" => new SaslMechanismOAuth2(user, await tokens!.TokenAsync(cancellationToken)),
            "OAUTHBEARER" => new SaslMechanismOAuthBearer(user, await tokens!.TokenAsync(cancellationToken)),
            _ => throw new SmtpConnectionException($"The server does not offer the configured way to log in ({string.Join(", ", wanted)})."),
        };
    }
}
