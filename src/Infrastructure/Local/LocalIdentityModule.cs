using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Vemap.Infrastructure.Local;

/// <summary>The embedded identity, on PostgreSQL. Its section is "Identity"; the master key is the store's, Store:KeyFile.</summary>
public static class LocalIdentityModule
{
    public static IServiceCollection AddLocalIdentity(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection("Identity");
        var local = section.Get<LocalIdentityOptions>() ?? new LocalIdentityOptions();
        services.Configure<LocalIdentityOptions>(section);
        services.AddIdentityCore<Credential>(options =>
        {
            // Length counts for more than composition (NIST SP 800-63B); PasswordRules refuses the common ones.
            options.Password = new PasswordOptions
            {
                RequiredLength = 12,
                RequiredUniqueChars = 5,
                RequireDigit = false,
                RequireLowercase = false,
                RequireUppercase = false,
                RequireNonAlphanumeric = false,
            };
        }).AddUserManager<Accounts>();
        services.AddScoped(provider => (Accounts)provider.GetRequiredService<UserManager<Credential>>());
        services.TryAddSingleton(_ => MasterKey.ReadOrCreate(
            configuration["Store:KeyFile"] ?? throw new InvalidOperationException("Store:KeyFile is not set.")));
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<IPublishedKeys>(provider => provider.GetRequiredService<SigningKeys>());
        services.AddSingleton<AccessTokens>();
        services.AddSingleton(MailSettings(configuration, local));
        services.AddSingleton<RefreshTokens>();
        services.AddScoped<AccountLock>();
        services.AddScoped<LogInThrottle>();
        services.AddScoped<LogInPermission>();
        services.AddScoped<SessionStart>();
        services.AddScoped<OneTimeTokens>();
        services.AddScoped<IInvitationTokens>(provider => provider.GetRequiredService<OneTimeTokens>());
        services.AddScoped<IPasswordLogIn, PasswordLogIn>();
        services.AddScoped<PasswordByToken>();
        services.AddScoped<IPasswords, Passwords>();
        services.AddScoped<ISessionRefresh, SessionRefresh>();
        services.AddScoped<ISessionEnding, SessionEnding>();
        return services;
    }

    private static AccountMailSettings MailSettings(IConfiguration configuration, LocalIdentityOptions local) => new(
        new MailIdentity("VEMAP", configuration["Identity:MailFrom"] ?? "vemap@vemap.test", null),
        configuration["Vemap:PublicUrl"] ?? local.Issuer);
}
