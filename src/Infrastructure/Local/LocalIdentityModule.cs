using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Vemap.Application.Common.Ports;

namespace Vemap.Infrastructure.Local;

/// <summary>The embedded identity. It needs AddPostgres and the master key.</summary>
public static class LocalIdentityModule
{
    public static IServiceCollection AddLocalIdentity(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection("Identity");
        var local = section.Get<LocalIdentityOptions>() ?? new LocalIdentityOptions();
        services.Configure<LocalIdentityOptions>(section);
        services.AddIdentityCore<Credential>(options =>
        {
            options.Lockout.MaxFailedAccessAttempts = local.AttemptsBeforeLockout;
            options.Lockout.DefaultLockoutTimeSpan = local.Lockout;
            // Length beats composition (NIST SP 800-63B); five different characters keep out the emptiest ones.
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
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<IPublishedKeys>(provider => provider.GetRequiredService<SigningKeys>());
        services.AddSingleton<AccessTokens>();
        services.AddScoped<IIdentityProvider, LocalIdentityProvider>();
        return services;
    }
}
