namespace Vemap.Application.Features.Users;

/// <summary>Lets a disabled user in again.</summary>
[Access(Role.Admin)]
public sealed record EnableUser(UserId UserId, int Version) : ICommand<EnableUserResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => UserId;
}

public sealed record EnableUserResult(UserId Id, int Version) : IVersioned;

internal sealed class EnableUserHandler(IRepository<User> users, IAccessReader access, TimeProvider clock) : IRequestHandler<EnableUser, EnableUserResult>
{
    public async Task<EnableUserResult> Handle(EnableUser request, CancellationToken cancellationToken)
    {
        var user = await users.GetAsync(UserSpec.ById(request.UserId), request.Version, cancellationToken);
        user.Enable(clock.GetUtcNow());
        access.Forget(user.Id);
        return new EnableUserResult(user.Id, user.Version);
    }
}
