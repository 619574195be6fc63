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

internal sealed class ConfirmPasswordResetHandler(IPasswords passwords, CallContext call) : IRequestHandler<ConfirmPasswordReset, Unit>
{
    public async Task<Unit> Handle(ConfirmPasswordReset request, CancellationToken cancellationToken)
    {
        var user = await passwords.ResetAsync(request.Body.Token, request.Body.NewPassword, cancellationToken);
        // The audit entry names the user from here on.
        call.Identify(user, default, default);
        return Unit.Value;
    }
}
