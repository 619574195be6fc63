using Microsoft.EntityFrameworkCore;
using Vemap.Domain.Users;
using Vemap.Infrastructure.Local;

namespace Vemap.Infrastructure.Postgres.Identity;

/// <summary>Ends a user's sessions in one statement, which waits for one that is being refreshed and then ends that one too.</summary>
internal sealed class OpenSessionTable(VemapDbContext db, TimeProvider clock) : IOpenSessions
{
    public Task EndAsync(UserId user, SessionEnd reason, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return db.Set<Session>().Matching(SessionSpec.OpenOf(user, now)).ExecuteUpdateAsync(
            set => set
                .SetProperty(session => session.EndedAt, (DateTimeOffset?)now)
                .SetProperty(session => session.EndReason, (SessionEnd?)reason)
                .SetProperty(session => session.Version, session => session.Version + 1)
                .SetProperty(session => session.UpdatedAt, now),
            cancellationToken);
    }
}
