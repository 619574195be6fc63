using Vemap.Domain.Users;

namespace Vemap.Infrastructure.Local;

internal sealed class SessionEnding(IRepository<Session> sessions, IOpenSessions openSessions, AccountLock accountLock, IAccessReader access,
    TimeProvider clock) : ISessionEnding
{
    public async Task<UserId?> EndAsync(string refreshToken, CancellationToken cancellationToken)
    {
        if (!TokenText.TryRead<Session>(refreshToken, owners: 1, out var id, out _)) return null;
        await accountLock.TakeAsync(id, cancellationToken);
        if (await sessions.FindAsync(SessionSpec.ById(id), cancellationToken) is not { } session) return null;
        LogOut(session);
        return session.UserId;
    }

    public async Task EndAsync(UserId user, SessionId session, CancellationToken cancellationToken)
    {
        await accountLock.TakeAsync(session, cancellationToken);
        if (await sessions.FindAsync(SessionSpec.ById(session), cancellationToken) is { } own && own.UserId == user) LogOut(own);
    }

    public async Task EndAllAsync(User user, SessionEnd reason, CancellationToken cancellationToken)
    {
        await accountLock.TakeAsync(user.Email, cancellationToken);
        await openSessions.EndAsync(user.Id, reason, cancellationToken);
        access.Forget(user.Id);
    }

    private void LogOut(Session session)
    {
        session.End(SessionEnd.LoggedOut, clock.GetUtcNow());
        access.Forget(session.UserId);
    }
}
