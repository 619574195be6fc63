namespace Vemap.Application.Features.Auth;

/// <summary>Sends a mail with a link to choose a new password; the answer is the same for an address that nobody has.</summary>
[Access(Audience.Anonymous)]
public sealed record RequestPasswordReset(RequestPasswordResetBody Body) : ICommand, IHasBody<RequestPasswordResetBody>;

public sealed record RequestPasswordResetBody(string Email);

internal sealed class RequestPasswordResetValidator : AbstractValidator<RequestPasswordReset>
{
    public RequestPasswordResetValidator() => RuleFor(request => request.Body.Email).NotEmpty().MailAddress();
}

internal sealed class RequestPasswordResetHandler(IIdentityProvider identity) : IRequestHandler<RequestPasswordReset, Unit>
{
    public async Task<Unit> Handle(RequestPasswordReset request, CancellationToken cancellationToken)
    {
        if (await identity.IssuePasswordResetAsync(request.Body.Email, cancellationToken) is { } reset)
            reset.User.Tell(Id<AccountMailAsked>.New().Value, AccountMailKind.PasswordReset, reset.Token.Text, reset.Token.ExpiresAt, null);
        return Unit.Value;
    }
}
