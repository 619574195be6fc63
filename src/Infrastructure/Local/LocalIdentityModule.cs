using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Vemap.Infrastructure.Configuration;

namespace Vemap.Infrastructure.Local;

/// <summary>The embedded identity, on PostgreSQL. Its section is "Identity"; the master key is the store's, Store:KeyFile.</summary>
public static class LocalIdentityModule
{
    public static IServiceCollection AddLocalIdentity(this IServiceCollection services, IConfiguration configuration)
    {
        var local = configuration.ReadSection<LocalIdentityOptions>();
        services.AddSection<LocalIdentityOptions>(configuration);
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
        services.AddSection<StoreOptions>(configuration);
        services.TryAddSingleton(provider => MasterKey.ReadOrCreate(provider.GetRequiredService<StoreOptions>().KeyFile));
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
        new MailIdentity("VEMAP", local.MailFrom, null),
        configuration.ReadSection<VemapOptions>().PublicUrl ?? local.Issuer);
}
