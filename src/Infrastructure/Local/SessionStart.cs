using Microsoft.Extensions.Options;
using Vemap.Domain.Users;

namespace Vemap.Infrastructure.Local;

/// <summary>Starts the session of a user who has proved their identity.</summary>
internal sealed class SessionStart(IRepository<Session> sessions, AccessTokens accessTokens, IOptions<LocalIdentityOptions> options, TimeProvider clock)
{
    public async Task<SignedIn> StartAsync(User user, CancellationToken cancellationToken)
    {
        var (id, now) = (SessionId.New(), clock.GetUtcNow());
        var (refreshToken, hash) = RefreshTokens.First(id);
        var session = new Session(id, user.Id, hash, now + options.Value.SessionLife, now);
        sessions.Add(session);
        return new SignedIn(user.Id, id, await accessTokens.WriteAsync(user, session, cancellationToken), accessTokens.Life, refreshToken, session.ExpiresAt);
    }
}
