using Vemap.Application.Common.Requests;
using Vemap.Domain.Users;

namespace Vemap.Infrastructure.Local;

internal sealed class SessionRefresh(
    IRepository<Session> sessions,
    IRepository<User> users,
    AccessTokens accessTokens,
    RefreshTokens refreshTokens,
    LogInPermission permission,
    AccountLock accountLock,
    IAccessReader access,
    CallContext call,
    TimeProvider clock) : ISessionRefresh
{
    public async Task<SignedIn> RefreshAsync(string refreshToken, CancellationToken cancellationToken)
    {
        if (!TokenText.TryRead<Session>(refreshToken, owners: 1, out var id, out var hash)) throw AuthProblems.SessionEnded();
        await accountLock.TakeAsync(id, cancellationToken);
        var session = await sessions.FindAsync(SessionSpec.ById(id), cancellationToken) ?? throw AuthProblems.SessionEnded();
        var successor = refreshTokens.Successor(id, refreshToken);
        Rotate(session, hash, successor.Hash);
        var user = await users.GetAsync(UserSpec.ById(session.UserId), cancellationToken);
        if (!await permission.HasAsync(user, cancellationToken)) throw AuthProblems.SessionEnded();
        return new SignedIn(user.Id, id, await accessTokens.WriteAsync(user, session, cancellationToken), accessTokens.Life, successor.Text, session.ExpiresAt);
    }

    private void Rotate(Session session, byte[] presented, byte[] successor)
    {
        try
        {
            session.Rotate(presented, successor, clock.GetUtcNow());
        }
        catch (ProblemException reused) when (reused.KeepChanges)
        {
            access.Forget(session.UserId);
            // The end of the session is committed with the refusal, and its audit entry names the user.
            call.Identify(session.UserId, default, default);
            throw;
        }
    }
}
