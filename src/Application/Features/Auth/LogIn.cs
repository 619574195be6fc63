namespace Vemap.Application.Features.Auth;

/// <summary>Logs in with address and password; an invited user gives the invitation's token as password and is asked for a new one.</summary>
[Access(Audience.Anonymous)]
public sealed record LogIn(LogInBody Body) : ICommand<LogInResult>, IHasBody<LogInBody>;

public sealed record LogInBody(string Email, string Password)
{
    public override string ToString() => nameof(LogInBody);
}

/// <summary>Tokens, or the challenge to answer first.</summary>
public sealed record LogInResult(SessionTokens? Tokens, Challenge? Challenge);

internal sealed class LogInValidator : AbstractValidator<LogIn>
{
    public LogInValidator()
    {
        RuleFor(request => request.Body.Email).NotEmpty().MaximumLength(MailAddressRule.MaxLength);
        RuleFor(request => request.Body.Password).NotEmpty().MaximumLength(200);
    }
}

internal sealed class LogInHandler(IPasswordLogIn identity, CallContext call) : IRequestHandler<LogIn, LogInResult>
{
    public async Task<LogInResult> Handle(LogIn request, CancellationToken cancellationToken)
    {
        var outcome = await identity.LogInAsync(request.Body.Email, request.Body.Password, cancellationToken);
        if (outcome.SignedIn is not { } signedIn) return new LogInResult(null, Challenge.From(outcome.Challenge));
        // The audit entry names the user from here on.
        call.Identify(signedIn.User, signedIn.Session, default);
        return new LogInResult(SessionTokens.From(signedIn), null);
    }
}
