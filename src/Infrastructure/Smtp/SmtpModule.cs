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
            "dsn" when mail["Inbox:Host"] is null or "" || mail["ReturnPath"] is null or "" =>
                throw new InvalidOperationException(
                    "Mail:Proof=dsn needs Mail:Inbox, where delivery status notifications are read, and Mail:ReturnPath, the address of that inbox."),
            "dsn" => MailProof.Dsn,
            "events" => MailProof.Events,
            var other => throw new InvalidOperationException($"Mail:Proof is events, dsn or accepted-only, not \"{other}\"."),
        };
        var allowed = (mail["AllowedAddresses"] ?? "").Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries);
        var rate = mail.GetValue("MailsPerSecond", defaultValue: 50);
        if (rate < 1) throw new InvalidOperationException("Mail:MailsPerSecond is at least 1.");
        services.AddSingleton(new MailSettings(
            rate,
            configuration.ReadSection<VemapOptions>().PublicUrl ?? configuration["Identity:Issuer"],
            mail.GetValue<TimeSpan?>("FirstRetry"),
            mail.GetValue<TimeSpan?>("AmbiguityWindow"),
            mail.GetValue<TimeSpan?>("Hiding")));
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
        if (options.ReturnPath is not null && !SmtpAddress.TryParse(options.ReturnPath, out _))
            throw new InvalidOperationException("Mail:ReturnPath is not an address that can be mailed to.");
        // Without asking for notifications the route could prove nothing.
        if (mail["Proof"] == "dsn") options.RequestDsn = true;
        var tokens = Tokens("Mail", options.User, options.LogIn, options.OAuth);
        var dkim = new Dkim(options.Dkim);
        services.AddSingleton(options);
        services.AddSingleton(provider => new SmtpLogIn(options.LogIn, options.User, options.Password, tokens?.Invoke(provider.GetRequiredService<TimeProvider>())));
        services.AddSingleton(provider => new SmtpMailSender(
            options,
            dkim,
            provider.GetRequiredService<SmtpLogIn>(),
            provider.GetRequiredService<MailSettings>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<MailServerContact>();
        services.AddSingleton<IMailSender>(provider => provider.GetRequiredService<MailServerContact>());
        return services.AddSingleton<IMailServerHealth>(provider => provider.GetRequiredService<MailServerContact>());
    }

    /// <summary>Where the access tokens of a section come from, or null where a password is used; refuses what could not work.</summary>
    internal static Func<TimeProvider, OAuthTokens>? Tokens(string section, string? user, MailLogIn method, OAuthOptions options)
    {
        if (method == MailLogIn.Password) return null;
        if (user is null || options.TokenUrl is null || options.ClientId is null)
            throw new InvalidOperationException($"{section}:LogIn={method} needs {section}:User, {section}:OAuth:TokenUrl and {section}:OAuth:ClientId.");
        if (options.TokenUrl.Scheme != Uri.UriSchemeHttps && !options.TokenUrl.IsLoopback)
            throw new InvalidOperationException($"{section}:OAuth:TokenUrl must be https; a secret does not cross the network unencrypted.");
        return clock => new OAuthTokens(options, new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false }), clock);
    }
}
