using Vemap.Application.Common.Requests;
using Vemap.Domain.Users;

namespace Vemap.Infrastructure.Local;

internal sealed class Passwords(
    PasswordByToken byToken,
    IRepository<User> users,
    OneTimeTokens tokens,
    LogInPermission permission,
    SessionStart sessions,
    ISessionEnding ending,
    AccountLock accountLock,
    CallContext call,
    TimeProvider clock) : IPasswords
{
    // A second mail within a minute serves nobody except somebody who wants to flood a mailbox.
    private static readonly TimeSpan BetweenResets = TimeSpan.FromMinutes(1);

    public async Task<FirstPassword> SetFirstAsync(string token, string newPassword, CancellationToken cancellationToken)
    {
        var (user, spent) = await byToken.SetAsync(token, newPassword, UserStatus.Invited, [TokenPurpose.Invitation, TokenPurpose.NewPassword],
            cancellationToken);
        user.Activate(clock.GetUtcNow());
        if (await permission.HasAsync(user, cancellationToken))
            return new FirstPassword(user, await sessions.StartAsync(user, cancellationToken), spent.InvitedTo);
        // The password is committed with the refusal, and the audit entry names the user.
        call.Identify(user.Id, default, default);
        throw AuthProblems.NotAllowed();
    }

    public void RequireAcceptable(string password, User user)
    {
        if (PasswordRules.Refusal(password, user) is { } refusal) throw AuthProblems.PasswordTooWeak(refusal);
    }

    public async Task<PasswordReset?> IssueResetAsync(string email, CancellationToken cancellationToken)
    {
        await accountLock.TakeAsync(email, cancellationToken);
        var user = await users.FindAsync(UserSpec.WithEmail(email), cancellationToken);
        if (user is not { Status: UserStatus.Active }) return null;
        var latest = clock.GetUtcNow() - BetweenResets;
        var open = await tokens.OpenOfAsync(user.Id, cancellationToken);
        if (open.Any(token => token.Purpose == TokenPurpose.PasswordReset && token.CreatedAt > latest)) return null;
        return new PasswordReset(user, tokens.IssueReset(user.Id));
    }

    public async Task<UserId> ResetAsync(string token, string newPassword, CancellationToken cancellationToken)
    {
        var (user, _) = await byToken.SetAsync(token, newPassword, UserStatus.Active, [TokenPurpose.PasswordReset], cancellationToken);
        await ending.EndAllAsync(user, SessionEnd.PasswordChanged, cancellationToken);
        return user.Id;
    }
}
