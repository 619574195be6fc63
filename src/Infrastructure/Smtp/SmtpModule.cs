using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Vemap.Domain.Mailings;
using Vemap.Infrastructure.Configuration;

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
            "dsn" => throw new InvalidOperationException("Mail:Proof=dsn cannot be used yet: nothing reads delivery status notifications, and no mailing would ever be complete. Use accepted-only."),
            "events" => MailProof.Events,
            var other => throw new InvalidOperationException($"Mail:Proof is events or accepted-only, not \"{other}\"."),
        };
        var allowed = (mail["AllowedAddresses"] ?? "").Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries);
        var rate = mail.GetValue("MailsPerSecond", defaultValue: 50);
        if (rate < 1) throw new InvalidOperationException("Mail:MailsPerSecond is at least 1.");
        services.AddSingleton(new MailSettings(
            rate, configuration.ReadSection<VemapOptions>().PublicUrl ?? configuration["Identity:Issuer"], mail.GetValue<TimeSpan?>("FirstRetry"), mail.GetValue<TimeSpan?>("AmbiguityWindow"), mail.GetValue<TimeSpan?>("Hiding")));
        return services.AddSingleton(new MailRoute(proof, mail.GetValue("Production", defaultValue: false), allowed));
    }

    /// <summary>Sends by SMTP, as configured under "Mail".</summary>
    public static IServiceCollection AddSmtp(this IServiceCollection services, IConfiguration configuration)
    {
        var mail = configuration.GetSection("Mail");
        var options = mail.Get<SmtpOptions>() ?? new SmtpOptions();
        var faults = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true))
            throw new InvalidOperationException($"Mail: {string.Join(' ', faults.Select(fault => fault.ErrorMessage))}");
        if (options.User is not null && options.Tls == SmtpTls.None && options.Host is not ("127.0.0.1" or "localhost" or "::1"))
            throw new InvalidOperationException("Mail:User needs Mail:Tls; a password does not cross the network unencrypted.");
        services.AddSingleton(options);
        services.AddSingleton<SmtpMailSender>();
        services.AddSingleton<MailServerContact>();
        services.AddSingleton<IMailSender>(provider => provider.GetRequiredService<MailServerContact>());
        return services.AddSingleton<IMailServerHealth>(provider => provider.GetRequiredService<MailServerContact>());
    }
}
