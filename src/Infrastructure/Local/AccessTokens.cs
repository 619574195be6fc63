using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Vemap.Domain.Users;

namespace Vemap.Infrastructure.Local;

/// <summary>Writes access tokens with the claims that Cognito's have, so that one check fits both.</summary>
internal sealed class AccessTokens(SigningKeys keys, IOptions<LocalIdentityOptions> options, TimeProvider clock)
{
    private static readonly JsonWebTokenHandler Writer = new() { SetDefaultTimesOnTokenCreation = false };

    public TimeSpan Life => options.Value.AccessTokenLife;

    public async Task<string> WriteAsync(User user, Session session, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return Writer.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = options.Value.Issuer,
            IssuedAt = now.UtcDateTime,
            Expires = (now + Life).UtcDateTime,
            SigningCredentials = await keys.CurrentAsync(cancellationToken),
            Claims = new Dictionary<string, object>
            {
                [JwtRegisteredClaimNames.Sub] = user.Id.ToString(),
                ["client_id"] = options.Value.ClientId,
                ["token_use"] = "access",
                ["origin_jti"] = session.Id.ToString(),
                [JwtRegisteredClaimNames.Jti] = Id<AccessTokens>.New().ToString(),
                ["username"] = user.Id.ToString(),
                ["scope"] = "vemap",
                [JwtRegisteredClaimNames.AuthTime] = session.CreatedAt.ToUnixTimeSeconds(),
            },
        });
    }
}
