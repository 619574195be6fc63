using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Vemap.Infrastructure.Smtp.Reports;

public static class ReportsModule
{
    /// <summary>Reads reports from the inbox that is configured under "Mail:Inbox". Half a configuration is refused; without one nothing is read.</summary>
    public static IServiceCollection AddReportInbox(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection("Mail:Inbox");
        if (!section.GetChildren().Any()) return services;
        var options = section.Get<InboxOptions>() ?? new InboxOptions();
        var faults = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true))
            throw new InvalidOperationException($"Mail:Inbox: {string.Join(' ', faults.Select(fault => fault.ErrorMessage))}");
        if (options.LogIn == MailLogIn.Password && string.IsNullOrEmpty(options.Password))
            throw new InvalidOperationException("Mail:Inbox:Password is missing.");
        if (options.Tls == SmtpTls.None && options.Host is not ("127.0.0.1" or "localhost" or "::1"))
            throw new InvalidOperationException("Mail:Inbox needs Mail:Inbox:Tls; a password does not cross the network unencrypted.");
        if (options.Every < TimeSpan.FromSeconds(1)) throw new InvalidOperationException("Mail:Inbox:Every is at least a second.");
        var tokens = SmtpModule.Tokens("Mail:Inbox", options.User, options.LogIn, options.OAuth);
        services.AddSingleton(options);
        return services.AddSingleton<IReportInbox>(provider => new ImapInbox(
            options,
            new SmtpLogIn(options.LogIn, options.User, options.Password, tokens?.Invoke(provider.GetRequiredService<TimeProvider>())),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ImapInbox>>()));
    }
}
