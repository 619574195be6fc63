using Microsoft.EntityFrameworkCore;
using Vemap.Application.Common.Requests;

namespace Vemap.Infrastructure.Postgres;

internal sealed class Locks(VemapDbContext db, CallContext call) : ILocks
{
    public Task TakeAsync(LockName name, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({call.Environment + "/" + name.Value}, 0))", cancellationToken);
}
