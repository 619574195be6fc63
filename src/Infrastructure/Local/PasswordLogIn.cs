using Vemap.Domain.Users;

namespace Vemap.Infrastructure.Local;

internal sealed class PasswordLogIn(
    Accounts accounts,
    IRepository<User> users,
    OneTimeTokens tokens,
    LogInThrottle throttle,
    LogInPermission permission,
    SessionStart sessions,
    IAuditTrail trail,
    AccountLock accountLock) : IPasswordLogIn
{
    public async Task<LogInOutcome> LogInAsync(string email, string password, CancellationToken cancellationToken)
    {
        await accountLock.TakeAsync(email, cancellationToken);
        var user = await users.FindAsync(UserSpec.WithEmail(email), cancellationToken);
        if (user is { Status: UserStatus.Invited }) return await WelcomeAsync(user, password, cancellationToken);

        var credential = user is null ? null : await accounts.FindAsync(user.Id);
        if (user is null || credential is null)
        {
            accounts.CheckNothing(password);
            throw await FailedAsync(user, AuthProblems.WrongCredentials(), cancellationToken);
        }

        // Checked even when the caller is blocked, so that the answer takes the same time.
        var isRight = await accounts.CheckPasswordAsync(credential, password);
        if (await throttle.IsBlockedAsync(user.Id, cancellationToken)) throw await FailedAsync(user, AuthProblems.WrongCredentials(), cancellationToken);
        if (!isRight)
        {
            await throttle.CountFailureAsync(user.Id, cancellationToken);
            throw await FailedAsync(user, AuthProblems.WrongCredentials(), cancellationToken);
        }

        await throttle.ResetAsync(user.Id, cancellationToken);
        if (!await permission.HasAsync(user, cancellationToken)) throw await FailedAsync(user, AuthProblems.NotAllowed(), cancellationToken);
        return new LogInOutcome(await sessions.StartAsync(user, cancellationToken), null);
    }

    // An invited user has no password yet: the secret of the invitation takes its place, and the challenge is to choose one.
    private async Task<LogInOutcome> WelcomeAsync(User user, string secret, CancellationToken cancellationToken)
    {
        accounts.CheckNothing(secret);
        var invitation = await tokens.FindGoodAsync(secret, cancellationToken);
        if (invitation is not { Purpose: TokenPurpose.Invitation } || invitation.UserId != user.Id)
            throw await FailedAsync(user, AuthProblems.WrongCredentials(), cancellationToken);
        var token = await tokens.IssueChallengeAsync(invitation, cancellationToken);
        return new LogInOutcome(null, new PendingChallenge(ChallengeKind.NewPassword, token.Text, token.ExpiresAt));
    }

    private async Task<ProblemException> FailedAsync(User? user, ProblemException problem, CancellationToken cancellationToken)
    {
        await trail.RecordFailedLogInAsync("LogIn", problem.Code, user?.Id, cancellationToken);
        return problem;
    }
}
