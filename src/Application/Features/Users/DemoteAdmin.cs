namespace Vemap.Application.Features.Users;

/// <summary>Takes Admin away from a user, who keeps the account and any memberships; it works within five seconds. The last active Admin stays.</summary>
[Access(Role.Admin)]
public sealed record DemoteAdmin(UserId UserId, int Version) : ICommand<DemoteAdminResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => UserId;
}

public sealed record DemoteAdminResult(UserId Id, int Version) : IVersioned;

internal sealed class DemoteAdminHandler(IRepository<User> users, IAccessReader access, ILocks locks, TimeProvider clock) : IRequestHandler<DemoteAdmin, DemoteAdminResult>
{
    public async Task<DemoteAdminResult> Handle(DemoteAdmin request, CancellationToken cancellationToken)
    {
        await locks.TakeAsync(LockName.Admins, cancellationToken);
        var user = await users.GetAsync(UserSpec.ById(request.UserId), request.Version, cancellationToken);
        user.Demote(await LastAdmin.IsAsync(users, user, cancellationToken), clock.GetUtcNow());
        access.Forget(user.Id);
        return new DemoteAdminResult(user.Id, user.Version);
    }
}
