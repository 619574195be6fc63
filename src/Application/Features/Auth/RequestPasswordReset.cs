using FluentValidation;
using MediatR;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;

namespace Vemap.Application.Features.Auth;

/// <summary>Sends a mail with a link to choose a new password; the answer is the same for an address that nobody has.</summary>
[Access(Audience.Anonymous)]
public sealed record RequestPasswordReset(RequestPasswordResetBody Body) : ICommand;

public sealed record RequestPasswordResetBody(string Email);

internal sealed class RequestPasswordResetValidator : AbstractValidator<RequestPasswordReset>
{
    public RequestPasswordResetValidator() => RuleFor(request => request.Body.Email).NotEmpty().MaximumLength(254).EmailAddress();
}

internal sealed class RequestPasswordResetHandler(IIdentityProvider identity, IAccountMail mail) : IRequestHandler<RequestPasswordReset, Unit>
{
    public async Task<Unit> Handle(RequestPasswordReset request, CancellationToken cancellationToken)
    {
        if (await identity.IssuePasswordResetAsync(request.Body.Email, cancellationToken) is { } reset)
        {
            var user = reset.User;
            await mail.SendAsync(new(AccountMailKind.PasswordReset, user.Email, user.FullName, user.Language, reset.Token, null), cancellationToken);
        }

        return Unit.Value;
    }
}
