namespace Vemap.Application.Features.Users;

/// <summary>Disables a user on the whole platform: sessions end, access tokens stop working within five seconds.</summary>
[Access(Role.Admin)]
public sealed record DisableUser(UserId UserId, int Version) : ICommand<DisableUserResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => UserId;
}

public sealed record DisableUserResult(UserId Id, int Version) : IVersioned;

internal sealed class DisableUserHandler(
    IRepository<User> users,
    ISessionEnding sessions,
    IAccessReader access,
    ILocks locks,
    CallContext call,
    TimeProvider clock) : IRequestHandler<DisableUser, DisableUserResult>
{
    public async Task<DisableUserResult> Handle(DisableUser request, CancellationToken cancellationToken)
    {
        if (request.UserId == call.User) throw UserProblems.Oneself();
        // Two Admins who disable each other at once would leave none.
        await locks.TakeAsync(LockName.Admins, cancellationToken);
        var user = await users.GetAsync(UserSpec.ById(request.UserId), request.Version, cancellationToken);
        user.Disable(await LastAdmin.IsAsync(users, user, cancellationToken), clock.GetUtcNow());
        await sessions.EndAllAsync(user, SessionEnd.UserDisabled, cancellationToken);
        access.Forget(user.Id);
        return new DisableUserResult(user.Id, user.Version);
    }
}
