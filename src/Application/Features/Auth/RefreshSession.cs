namespace Vemap.Application.Features.Auth;

/// <summary>Gives a new access token for the refresh token in the cookie, which is replaced. The same cookie gets the same answer again for 30 seconds; after
/// that its reuse ends the session.</summary>
[Access(Audience.Anonymous)]
public sealed record RefreshSession(string? RefreshToken) : ICommand<SessionTokens>
{
    public override string ToString() => nameof(RefreshSession);
}

internal sealed class RefreshSessionValidator : AbstractValidator<RefreshSession>
{
    public RefreshSessionValidator() => RuleFor(request => request.RefreshToken).MaximumLength(200);
}

internal sealed class RefreshSessionHandler(ISessionRefresh sessions, CallContext call) : IRequestHandler<RefreshSession, SessionTokens>
{
    public async Task<SessionTokens> Handle(RefreshSession request, CancellationToken cancellationToken)
    {
        var signedIn = await sessions.RefreshAsync(request.RefreshToken ?? throw AuthProblems.SessionEnded(), cancellationToken);
        call.Identify(signedIn.User, signedIn.Session, default);
        return SessionTokens.From(signedIn);
    }
}
