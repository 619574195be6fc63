using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Users;

namespace Vemap.Infrastructure.Local;

/// <summary>The embedded identity: passwords and lock-outs by ASP.NET Core Identity, sessions and one-time tokens of our own, all in the command's transaction.</summary>
internal sealed class LocalIdentityProvider(
    Accounts accounts,
    AccessTokens accessTokens,
    IRepository<User> users,
    IRepository<Session> sessions,
    IRepository<OneTimeToken> tokens,
    IOpenSessions openSessions,
    IReadStore store,
    IOwnMemberships memberships,
    IAccessReader access,
    IAuditTrail trail,
    ILocks locks,
    CallContext call,
    IOptions<LocalIdentityOptions> options,
    TimeProvider clock) : IIdentityProvider
{
    // A second mail within a minute is of no use to anybody but one who wants to flood a mailbox.
    private static readonly TimeSpan BetweenResets = TimeSpan.FromMinutes(1);

    private DateTimeOffset Now => clock.GetUtcNow();

    public async Task<LogInOutcome> LogInAsync(string email, string password, CancellationToken cancellationToken)
    {
        await LockAsync(email, cancellationToken);
        var user = await users.FindAsync(UserSpec.WithEmail(email), cancellationToken);
        if (user is { Status: UserStatus.Invited }) return await WelcomeAsync(user, password, cancellationToken);

        var credential = user is null ? null : await accounts.FindAsync(user.Id);
        if (user is null || credential is null)
        {
            accounts.CheckNothing(password);
            throw await FailedAsync(user, AuthProblems.WrongCredentials(), cancellationToken);
        }

        var right = await accounts.CheckPasswordAsync(credential, password);
        if (await accounts.IsLockedOutAsync(credential)) throw await FailedAsync(user, AuthProblems.WrongCredentials(), cancellationToken);
        if (!right)
        {
            await accounts.AccessFailedAsync(credential);
            throw await FailedAsync(user, AuthProblems.WrongCredentials(), cancellationToken);
        }

        await accounts.ResetAccessFailedCountAsync(credential);
        if (!await MayLogInAsync(user, cancellationToken)) throw await FailedAsync(user, AuthProblems.NotAllowed(), cancellationToken);
        return new LogInOutcome(await StartAsync(user, cancellationToken), null);
    }

    public async Task<SignedIn> SetFirstPasswordAsync(string token, string newPassword, CancellationToken cancellationToken)
    {
        var user = await SpendAsync(token, newPassword, UserStatus.Invited, [TokenPurpose.Invitation, TokenPurpose.NewPassword], cancellationToken);
        user.Activate(Now);
        return await MayLogInAsync(user, cancellationToken) ? await StartAsync(user, cancellationToken) : throw By(user.Id, AuthProblems.NotAllowed());
    }

    public async Task<SignedIn> RefreshAsync(string refreshToken, CancellationToken cancellationToken)
    {
        if (!TokenText.TryRead<Session>(refreshToken, owners: 1, out var id, out var hash)) throw AuthProblems.SessionEnded();
        await LockOwnerAsync(new AddressOfSession(id), cancellationToken);
        var session = await sessions.FindAsync(SessionSpec.ById(id), cancellationToken) ?? throw AuthProblems.SessionEnded();
        var (next, nextHash) = TokenText.Make(id.Value);
        try
        {
            session.Rotate(hash, nextHash, Now);
        }
        catch (ProblemException reused) when (reused.KeepChanges)
        {
            access.Forget(session.UserId);
            throw By(session.UserId, reused);
        }

        var user = await users.GetAsync(UserSpec.ById(session.UserId), cancellationToken);
        if (!await MayLogInAsync(user, cancellationToken)) throw AuthProblems.SessionEnded();
        return new SignedIn(user.Id, id, await accessTokens.WriteAsync(user, session, cancellationToken), accessTokens.Life, next, session.ExpiresAt);
    }

    public async Task<UserId?> LogOutAsync(string refreshToken, CancellationToken cancellationToken)
    {
        if (!TokenText.TryRead<Session>(refreshToken, owners: 1, out var id, out _)) return null;
        await LockOwnerAsync(new AddressOfSession(id), cancellationToken);
        if (await sessions.FindAsync(SessionSpec.ById(id), cancellationToken) is not { } session) return null;
        LogOut(session);
        return session.UserId;
    }

    public async Task LogOutAsync(UserId user, SessionId session, CancellationToken cancellationToken)
    {
        await LockOwnerAsync(new AddressOfSession(session), cancellationToken);
        if (await sessions.FindAsync(SessionSpec.ById(session), cancellationToken) is { } own && own.UserId == user) LogOut(own);
    }

    public async Task<PasswordReset?> IssuePasswordResetAsync(string email, CancellationToken cancellationToken)
    {
        await LockAsync(email, cancellationToken);
        var user = await users.FindAsync(UserSpec.WithEmail(email), cancellationToken);
        if (user is not { Status: UserStatus.Active }) return null;
        var open = await tokens.ListAsync(OneTimeTokenSpec.OpenOf(user.Id), cancellationToken);
        if (open.Any(token => token.Purpose == TokenPurpose.PasswordReset && token.CreatedAt > Now - BetweenResets)) return null;
        return new PasswordReset(user, await IssueAsync(user.Id, TokenPurpose.PasswordReset, default, options.Value.PasswordResetLife, cancellationToken));
    }

    public async Task<UserId> ResetPasswordAsync(string token, string newPassword, CancellationToken cancellationToken)
    {
        var user = await SpendAsync(token, newPassword, UserStatus.Active, [TokenPurpose.PasswordReset], cancellationToken);
        await EndSessionsAsync(user, SessionEnd.PasswordChanged, cancellationToken);
        return user.Id;
    }

    public Task<IssuedToken> IssueInvitationAsync(UserId user, ClientEnvironmentId environment, CancellationToken cancellationToken) =>
        IssueAsync(user, TokenPurpose.Invitation, environment, options.Value.InvitationLife, cancellationToken);

    public async Task EndSessionsAsync(User user, SessionEnd reason, CancellationToken cancellationToken)
    {
        await LockAsync(user.Email, cancellationToken);
        await openSessions.EndAsync(user.Id, reason, cancellationToken);
        access.Forget(user.Id);
    }

    // One thing at a time with an account: many wrong passwords at once would count as one, and a session that was being started or refreshed
    // would outlive what ends them all.
    private Task LockAsync(string email, CancellationToken cancellationToken) => locks.TakeAsync("account/" + MailAddress.Canonical(email), cancellationToken);

    // Whose it is, is read beside: what decides is read when the lock is held. What is nobody's needs no lock.
    private async Task LockOwnerAsync(ReadSpecification<string> address, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(address, cancellationToken) is { } email) await LockAsync(email, cancellationToken);
    }

    // An invited user has no password yet: the secret of the invitation stands in for it, and the next thing is to choose one.
    private async Task<LogInOutcome> WelcomeAsync(User user, string secret, CancellationToken cancellationToken)
    {
        accounts.CheckNothing(secret);
        var good = TokenText.TryRead<OneTimeToken>(secret, owners: 2, out var id, out var hash)
            && await tokens.FindAsync(OneTimeTokenSpec.ById(id), cancellationToken) is { Purpose: TokenPurpose.Invitation } invitation
            && invitation.UserId == user.Id
            && invitation.IsGood(hash, Now);
        if (!good) throw await FailedAsync(user, AuthProblems.WrongCredentials(), cancellationToken);
        var token = await IssueAsync(user.Id, TokenPurpose.NewPassword, default, options.Value.ChallengeLife, cancellationToken);
        return new LogInOutcome(null, new PendingChallenge(ChallengeKind.NewPassword, token.Text, token.ExpiresAt));
    }

    private void LogOut(Session session)
    {
        session.End(SessionEnd.LoggedOut, Now);
        access.Forget(session.UserId);
    }

    // What is committed with a refusal has its actor in the audit log too.
    private ProblemException By(UserId user, ProblemException problem)
    {
        call.Identify(user, default, default);
        return problem;
    }

    private async Task<ProblemException> FailedAsync(User? user, ProblemException problem, CancellationToken cancellationToken)
    {
        await trail.RecordFailedLogInAsync("LogIn", problem.Code, user?.Id, cancellationToken);
        return problem;
    }

    // Suspended means that nobody of the environment logs in; whoever belongs to another one too, does.
    private async Task<bool> MayLogInAsync(User user, CancellationToken cancellationToken)
    {
        if (user.Status != UserStatus.Active) return false;
        var own = user.IsAdmin ? [] : await memberships.ListAsync(user.Id, cancellationToken);
        return own.Count == 0 || own.Any(membership => !membership.IsSuspended);
    }

    private async Task<SignedIn> StartAsync(User user, CancellationToken cancellationToken)
    {
        var id = SessionId.New();
        var (refreshToken, hash) = TokenText.Make(id.Value);
        var session = new Session(id, user.Id, hash, Now + options.Value.SessionLife, Now);
        sessions.Add(session);
        return new SignedIn(user.Id, id, await accessTokens.WriteAsync(user, session, cancellationToken), accessTokens.Life, refreshToken, session.ExpiresAt);
    }

    private async Task<IssuedToken> IssueAsync(UserId user, TokenPurpose purpose, ClientEnvironmentId environment, TimeSpan life, CancellationToken cancellationToken)
    {
        foreach (var earlier in await tokens.ListAsync(OneTimeTokenSpec.OpenOf(user), cancellationToken))
        {
            if (earlier.Purpose == purpose) earlier.Void(Now);
        }

        var id = Id<OneTimeToken>.New();
        var (text, hash) = TokenText.Make(environment.Value, id.Value);
        var issued = new IssuedToken(text, Now + life);
        tokens.Add(new OneTimeToken(id, user, purpose, hash, issued.ExpiresAt, Now));
        return issued;
    }

    // Whatever else could set a password is void from then on.
    private async Task<User> SpendAsync(string text, string newPassword, UserStatus status, TokenPurpose[] purposes, CancellationToken cancellationToken)
    {
        if (!TokenText.TryRead<OneTimeToken>(text, owners: 2, out var id, out var hash)) throw AuthProblems.TokenSpent();
        await LockOwnerAsync(new AddressOfToken(id), cancellationToken);
        var token = await tokens.FindAsync(OneTimeTokenSpec.ById(id), cancellationToken) ?? throw AuthProblems.TokenSpent();
        if (!purposes.Contains(token.Purpose)) throw AuthProblems.TokenSpent();
        token.Spend(hash, Now);
        var user = await users.GetAsync(UserSpec.ById(token.UserId), cancellationToken);
        if (user.Status != status) throw AuthProblems.TokenSpent();
        Require(await accounts.SetPasswordAsync(user.Id, newPassword));
        foreach (var other in await tokens.ListAsync(OneTimeTokenSpec.OpenOf(user.Id), cancellationToken)) other.Void(Now);
        return user;
    }

    private static void Require(IdentityResult result)
    {
        if (!result.Succeeded) throw AuthProblems.PasswordTooWeak(string.Join(' ', result.Errors.Select(error => error.Description)));
    }
}
