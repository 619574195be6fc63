using Vemap.Domain.Users;

namespace Vemap.Infrastructure.Local;

/// <summary>Lets one thing at a time happen to an account: otherwise many wrong passwords at once would count as one, and a session that is being started or
/// refreshed would outlive what ends all sessions.</summary>
internal sealed class AccountLock(ILocks locks, IReadStore store)
{
    public Task TakeAsync(string email, CancellationToken cancellationToken) => locks.TakeAsync(LockName.Account(email), cancellationToken);

    public Task TakeAsync(SessionId session, CancellationToken cancellationToken) => TakeAsync(new AddressOfSession(session), cancellationToken);

    public Task TakeAsync(Id<OneTimeToken> token, CancellationToken cancellationToken) => TakeAsync(new AddressOfToken(token), cancellationToken);

    // The owner is read before the lock is held; everything that decides is read afterwards. What belongs to nobody needs no lock.
    private async Task TakeAsync(ReadSpecification<string> address, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(address, cancellationToken) is { } email) await TakeAsync(email, cancellationToken);
    }

    /// <summary>The address of the account that a session belongs to.</summary>
    private sealed class AddressOfSession(SessionId id) : ReadSpecification<string>
    {
        public override IQueryable<string> Query(IRows rows) =>
            from session in rows.Of<Session>()
            join user in rows.Of<User>() on session.UserId equals user.Id
            where session.Id == id
            select user.Email;
    }

    /// <summary>The address of the account that a one-time token is for.</summary>
    private sealed class AddressOfToken(Id<OneTimeToken> id) : ReadSpecification<string>
    {
        public override IQueryable<string> Query(IRows rows) =>
            from token in rows.Of<OneTimeToken>()
            join user in rows.Of<User>() on token.UserId equals user.Id
            where token.Id == id
            select user.Email;
    }
}
