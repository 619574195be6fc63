using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Vemap.Application.Common.Ports;
using Vemap.Domain.Mailings;

namespace Vemap.Infrastructure.Smtp;

public static class SmtpModule
{
    /// <summary>What the application and the mail service both need to know of the route.</summary>
    public static IServiceCollection AddMailRoute(this IServiceCollection services, IConfiguration configuration)
    {
        var mail = configuration.GetSection("Mail");
        var proof = mail["Proof"] switch
        {
            null or "" or "accepted-only" => MailProof.AcceptedOnly,
            "dsn" => MailProof.Dsn,
            "events" => MailProof.Events,
            var other => throw new InvalidOperationException($"Mail:Proof is events, dsn or accepted-only, not \"{other}\"."),
        };
        var allowed = (mail["AllowedAddresses"] ?? "").Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries);
        services.AddSingleton(new MailSettings(
            mail.GetValue("MailsPerSecond", defaultValue: 50), configuration["Vemap:PublicUrl"] ?? configuration["Identity:Issuer"], mail.GetValue<TimeSpan?>("FirstRetry"), mail.GetValue<TimeSpan?>("AmbiguityWindow"), mail.GetValue<TimeSpan?>("Hiding")));
        return services.AddSingleton(new MailRoute(proof, mail.GetValue("Production", defaultValue: false), allowed));
    }

    /// <summary>Sends by SMTP, as configured under "Mail".</summary>
    public static IServiceCollection AddSmtp(this IServiceCollection services, IConfiguration configuration)
    {
        var mail = configuration.GetSection("Mail");
        var options = mail.Get<SmtpOptions>() ?? new SmtpOptions();
        options.RequestDsn = mail["Proof"] == "dsn";
        if (options.User is not null && options.Tls == SmtpTls.None && options.Host is not ("127.0.0.1" or "localhost" or "::1"))
            throw new InvalidOperationException("Mail:User needs Mail:Tls; a password does not cross the network unencrypted.");
        services.AddSingleton(options);
        return services.AddSingleton<IMailSender, SmtpMailSender>();
    }
}
