namespace Vemap.Application.Features.Auth;

/// <summary>Answers what a log-in still asked for; an invited user chooses a password, with the challenge's token or the one in the invitation mail.</summary>
[Access(Audience.Anonymous)]
public sealed record AnswerChallenge(AnswerChallengeBody Body) : ICommand<AnswerChallengeResult>, IHasBody<AnswerChallengeBody>;

public sealed record AnswerChallengeBody(ChallengeKind Kind, string Token, string NewPassword)
{
    public override string ToString() => nameof(AnswerChallengeBody);
}

/// <summary>Tokens, or the next challenge.</summary>
public sealed record AnswerChallengeResult(SessionTokens? Tokens, Challenge? Challenge);

internal sealed class AnswerChallengeValidator : AbstractValidator<AnswerChallenge>
{
    public AnswerChallengeValidator()
    {
        RuleFor(request => request.Body.Kind).IsInEnum();
        RuleFor(request => request.Body.Token).NotEmpty().MaximumLength(200);
        RuleFor(request => request.Body.NewPassword).MinimumLength(12).MaximumLength(200);
    }
}

internal sealed class AnswerChallengeHandler(IIdentityProvider identity, CallContext call) : IRequestHandler<AnswerChallenge, AnswerChallengeResult>
{
    public async Task<AnswerChallengeResult> Handle(AnswerChallenge request, CancellationToken cancellationToken)
    {
        var signedIn = await identity.SetFirstPasswordAsync(request.Body.Token, request.Body.NewPassword, cancellationToken);
        call.Identify(signedIn.User, signedIn.Session, default);
        return new AnswerChallengeResult(SessionTokens.From(signedIn), null);
    }
}
