using Microsoft.EntityFrameworkCore;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Users;

namespace Vemap.Infrastructure.Postgres.Identity;

internal sealed class UserDirectory(VemapDbContext db, CallContext call, TimeProvider clock) : IUserDirectory
{
    public async Task<IReadOnlyDictionary<UserId, string>> NamesAsync(IReadOnlyCollection<UserId> users, CancellationToken cancellationToken)
    {
        // The platform itself, which only an Admin reads, knows every user; an environment knows its members, and those it invited by the name that it entered.
        var known = call.Environment == default
            ? db.Set<User>().Select(user => new { user.Id, Name = user.FullName })
            : from membership in db.Set<Membership>()
              join user in db.Set<User>() on membership.UserId equals user.Id
              select new { user.Id, Name = membership.InviteeFullName ?? user.FullName };
        return await known.Where(person => users.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, cancellationToken);
    }

    public Task<bool> CanJoinProjectsAsync(UserId user, CancellationToken cancellationToken) =>
        db.Set<Membership>().CandidatesAt(db.Set<User>(), clock.GetUtcNow()).AnyAsync(membership => membership.UserId == user, cancellationToken);

    public async Task<IReadOnlyList<UserProfile>> ActiveMembersAsync(IReadOnlyCollection<UserId> users, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return await (from membership in db.Set<Membership>().Where(Membership.Current(now))
                      join user in db.Set<User>() on membership.UserId equals user.Id
                      where users.Contains(user.Id) && user.Status == UserStatus.Active && membership.InviteeFullName == null
                      orderby user.Id
                      select new UserProfile(user.Id, user.FullName, user.Email, user.Language)).ToListAsync(cancellationToken);
    }
}
