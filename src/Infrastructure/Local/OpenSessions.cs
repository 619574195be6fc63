using Vemap.Domain.Users;

namespace Vemap.Infrastructure.Local;

/// <summary>Where sessions are ended that nobody loads.</summary>
internal interface IOpenSessions
{
    /// <summary>Ends all sessions of a user, however many, within the command's transaction.</summary>
    Task EndAsync(UserId user, SessionEnd reason, CancellationToken cancellationToken);
}

/// <summary>The address of the account that a session belongs to.</summary>
internal sealed class AddressOfSession(SessionId id) : ReadSpecification<string>
{
    public override IQueryable<string> Query(IRows rows) =>
        from session in rows.Of<Session>()
        join user in rows.Of<User>() on session.UserId equals user.Id
        where session.Id == id
        select user.Email;
}

/// <summary>The address of the account that a one-time token is for.</summary>
internal sealed class AddressOfToken(Id<OneTimeToken> id) : ReadSpecification<string>
{
    public override IQueryable<string> Query(IRows rows) =>
        from token in rows.Of<OneTimeToken>()
        join user in rows.Of<User>() on token.UserId equals user.Id
        where token.Id == id
        select user.Email;
}
