namespace Vemap.Application.Features.Auth;

/// <summary>Answers what a log-in still asked for: an invited user chooses a password with the challenge's token or the one in the invitation mail, and accepts
/// that invitation by it.</summary>
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

internal sealed class AnswerChallengeHandler(IPasswords passwords, IRepository<Membership> memberships, IAccessReader access, CallContext call,
    TimeProvider clock)
    : IRequestHandler<AnswerChallenge, AnswerChallengeResult>
{
    public async Task<AnswerChallengeResult> Handle(AnswerChallenge request, CancellationToken cancellationToken)
    {
        var (user, signedIn, invitedTo) = await passwords.SetFirstAsync(request.Body.Token, request.Body.NewPassword, cancellationToken);
        // The membership is a row of the environment whose invitation was used.
        call.Identify(signedIn.User, signedIn.Session, invitedTo);
        if (invitedTo != default) await AcceptAsync(user, cancellationToken);
        passwords.RequireAcceptable(request.Body.NewPassword, user);
        return new AnswerChallengeResult(SessionTokens.From(signedIn), null);
    }

    // Choosing a password by an environment's link accepts its invitation, and no other environment's.
    private async Task AcceptAsync(User user, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var membership = await memberships.FindAsync(MembershipSpec.OfUser(user.Id), cancellationToken);
        if (membership?.Invitee is not { } invitee || !membership.IsCurrent(now)) return;
        user.AdoptProfile(invitee, now);
        membership.Accept(now);
        access.Forget(user.Id);
    }
}
