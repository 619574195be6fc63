using Microsoft.EntityFrameworkCore;

namespace Vemap.Infrastructure.Postgres.R13;

/// <summary>Saves by itself and looks over the wall.</summary>
internal sealed class R13Repository(DbContext db)
{
    public async Task<int> SaveAsync(CancellationToken cancellationToken)
    {
        await db.Set<Domain.Projects.Project>().IgnoreQueryFilters().ToListAsync(cancellationToken);
        return await db.SaveChangesAsync(cancellationToken);
    }
}
