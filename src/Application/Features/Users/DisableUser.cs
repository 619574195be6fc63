using MediatR;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Users;

namespace Vemap.Application.Features.Users;

/// <summary>Shuts a user out of the whole platform: sessions end, access tokens stop working within five seconds.</summary>
[Access(Role.Admin)]
public sealed record DisableUser(UserId User, int Version) : ICommand<DisableUserResult>;

public sealed record DisableUserResult(UserId Id, int Version);

internal sealed class DisableUserHandler(
    IRepository<User> users,
    IIdentityProvider identity,
    IAccessReader access,
    CallContext call,
    TimeProvider clock) : IRequestHandler<DisableUser, DisableUserResult>
{
    public async Task<DisableUserResult> Handle(DisableUser request, CancellationToken cancellationToken)
    {
        // So that the last Admin cannot lock everybody out.
        if (request.User == call.User) throw UserProblems.Oneself();
        var user = await users.GetAsync(UserSpec.ById(request.User), request.Version, cancellationToken);
        user.Disable(clock.GetUtcNow());
        await identity.EndSessionsAsync(user, SessionEnd.UserDisabled, cancellationToken);
        access.Forget(user.Id);
        return new DisableUserResult(user.Id, user.Version);
    }
}
