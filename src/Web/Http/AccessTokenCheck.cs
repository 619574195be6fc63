using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Vemap.Application.Common.Ports;
using Vemap.Infrastructure.Configuration;

namespace Vemap.Web.Http;

/// <summary>Checks access tokens. They have the claims of Cognito's, so that one check will fit both.</summary>
internal static class AccessTokenCheck
{
    // The clocks of two servers differ a little.
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);

    public static void AddAccessTokenCheck(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<OwnKeys>();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<OwnKeys, TimeProvider>((options, ownKeys, clock) => Configure(options, IdentityAddress.From(configuration), ownKeys, clock));
    }

    private static void Configure(JwtBearerOptions options, IdentityAddress address, OwnKeys ownKeys, TimeProvider clock)
    {
        options.ConfigurationManager = ownKeys;
        options.RequireHttpsMetadata = true;
        options.MapInboundClaims = false;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            ValidIssuer = address.Issuer,
            // Access tokens of Cognito have no audience but client_id, which is checked below.
            ValidateAudience = false,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            LifetimeValidator = (notBefore, expires, _, _) => IsNow(notBefore, expires, clock.GetUtcNow().UtcDateTime),
        };
        options.Events = new JwtBearerEvents
        {
            OnTokenValidated = context =>
            {
                var claims = context.Principal!;
                if (!claims.HasClaim("token_use", "access")) context.Fail("The token is not an access token.");
                else if (!claims.HasClaim("client_id", address.ClientId)) context.Fail("The token was made for another application.");
                return Task.CompletedTask;
            },
        };
    }

    private static bool IsNow(DateTime? notBefore, DateTime? expires, DateTime now) =>
        expires is { } end && now < end + Skew && (notBefore is not { } start || start <= now + Skew);

    /// <summary>The keys of the embedded identity, read directly instead of over HTTP from this program.</summary>
    private sealed class OwnKeys(IPublishedKeys keys) : IConfigurationManager<OpenIdConnectConfiguration>
    {
        private (string Text, OpenIdConnectConfiguration Configuration)? known;

        public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
        {
            var text = await keys.JsonWebKeySetAsync(cancel);
            if (known is { } current && ReferenceEquals(current.Text, text)) return current.Configuration;
            var configuration = new OpenIdConnectConfiguration();
            foreach (var key in new JsonWebKeySet(text).GetSigningKeys()) configuration.SigningKeys.Add(key);
            known = (text, configuration);
            return configuration;
        }

        // The keys are read again every minute; a stranger's token with an unknown key must not cause more reads.
        public void RequestRefresh()
        {
        }
    }
}

/// <summary>What stands in every token: who issued it, and for which application.</summary>
internal sealed record IdentityAddress(string Issuer, string ClientId)
{
    /// <summary>Where people find the application.</summary>
    public static string PublicUrl(IConfiguration configuration) => configuration.ReadSection<VemapOptions>().PublicUrl ?? From(configuration).Issuer;

    public static IdentityAddress From(IConfiguration configuration)
    {
        var section = configuration.GetSection("Identity");
        return new IdentityAddress(section["Issuer"] ?? "http://127.0.0.1:5080", section["ClientId"] ?? "vemap-web");
    }
}
