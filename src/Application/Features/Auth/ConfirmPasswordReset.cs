namespace Vemap.Application.Features.Auth;

/// <summary>Sets a new password with the token from the mail; every session of the user ends.</summary>
[Access(Audience.Anonymous)]
public sealed record ConfirmPasswordReset(ConfirmPasswordResetBody Body) : ICommand, IHasBody<ConfirmPasswordResetBody>;

public sealed record ConfirmPasswordResetBody(string Token, string NewPassword)
{
    public override string ToString() => nameof(ConfirmPasswordResetBody);
}

internal sealed class ConfirmPasswordResetValidator : AbstractValidator<ConfirmPasswordReset>
{
    public ConfirmPasswordResetValidator()
    {
        RuleFor(request => request.Body.Token).NotEmpty().MaximumLength(200);
        RuleFor(request => request.Body.NewPassword).MinimumLength(12).MaximumLength(200);
    }
}

internal sealed class ConfirmPasswordResetHandler(IIdentityProvider identity, CallContext call) : IRequestHandler<ConfirmPasswordReset, Unit>
{
    public async Task<Unit> Handle(ConfirmPasswordReset request, CancellationToken cancellationToken)
    {
        var user = await identity.ResetPasswordAsync(request.Body.Token, request.Body.NewPassword, cancellationToken);
        // From here on the audit entry knows who it was.
        call.Identify(user, default, default);
        return Unit.Value;
    }
}
