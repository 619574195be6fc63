namespace Vemap.Application.Features.Auth;

/// <summary>Ends all sessions of whoever is signed in, on every device; their access tokens stop working within five seconds.</summary>
[Access(Audience.SignedIn)]
public sealed record LogOutEverywhere : ICommand;

internal sealed class LogOutEverywhereHandler(IRepository<User> users, ISessionEnding sessions, CallContext call) : IRequestHandler<LogOutEverywhere, Unit>
{
    public async Task<Unit> Handle(LogOutEverywhere request, CancellationToken cancellationToken)
    {
        var user = await users.GetAsync(UserSpec.ById(call.User), cancellationToken);
        await sessions.EndAllAsync(user, SessionEnd.LoggedOut, cancellationToken);
        return Unit.Value;
    }
}
