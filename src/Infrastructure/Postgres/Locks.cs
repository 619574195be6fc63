using Microsoft.EntityFrameworkCore;
using Vemap.Application.Common.Requests;

namespace Vemap.Infrastructure.Postgres;

internal sealed class Locks(VemapDbContext db, CallContext call) : ILocks
{
    public Task TakeAsync(string rule, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({call.Environment + "/" + rule}, 0))", cancellationToken);
}
