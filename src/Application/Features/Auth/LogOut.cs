namespace Vemap.Application.Features.Auth;

/// <summary>Ends the session of the refresh token in the cookie, and that of the access token if there is one; its access tokens stop working within five seconds.</summary>
[Access(Audience.Anonymous)]
public sealed record LogOut(string? RefreshToken) : ICommand
{
    public override string ToString() => nameof(LogOut);
}

internal sealed class LogOutValidator : AbstractValidator<LogOut>
{
    public LogOutValidator() => RuleFor(request => request.RefreshToken).MaximumLength(200);
}

internal sealed class LogOutHandler(ISessionEnding sessions, CallContext call) : IRequestHandler<LogOut, Unit>
{
    public async Task<Unit> Handle(LogOut request, CancellationToken cancellationToken)
    {
        // A program has no cookie, a browser whose access token has expired nothing else.
        if (call.IsSignedIn) await sessions.EndAsync(call.User, call.Session, cancellationToken);
        if (request.RefreshToken is not { } token || await sessions.EndAsync(token, cancellationToken) is not { } user) return Unit.Value;
        // The audit entry names the user from here on.
        if (!call.IsSignedIn) call.Identify(user, default, default);
        return Unit.Value;
    }
}
