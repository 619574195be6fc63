using Microsoft.EntityFrameworkCore;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Users;

namespace Vemap.Infrastructure.Postgres.Identity;

internal sealed class UserDirectory(VemapDbContext db, CallContext call, TimeProvider clock) : IUserDirectory
{
    public async Task<IReadOnlyDictionary<UserId, string>> NamesAsync(IReadOnlyCollection<UserId> users, CancellationToken cancellationToken)
    {
        // On the platform itself, which only Admin reads, everybody has a name.
        var known = call.Environment == default
            ? db.Set<User>()
            : from user in db.Set<User>()
              where db.Set<Membership>().Any(membership => membership.UserId == user.Id)
              select user;
        return await known.Where(user => users.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.FullName, cancellationToken);
    }

    public Task<bool> CanJoinProjectsAsync(UserId user, CancellationToken cancellationToken) =>
        (from membership in db.Set<Membership>().CandidatesAt(clock.GetUtcNow())
         join person in db.Set<User>().Where(ProjectCandidates.Users) on membership.UserId equals person.Id
         where person.Id == user
         select person.Id).AnyAsync(cancellationToken);

    public async Task<IReadOnlyList<UserProfile>> ActiveMembersAsync(IReadOnlyCollection<UserId> users, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return await (from membership in db.Set<Membership>().Where(Membership.Current(now))
                      join user in db.Set<User>() on membership.UserId equals user.Id
                      where users.Contains(user.Id) && user.Status == UserStatus.Active
                      orderby user.Id
                      select new UserProfile(user.Id, user.FullName, user.Email, user.Language)).ToListAsync(cancellationToken);
    }
}
