using Microsoft.EntityFrameworkCore;
using Vemap.Domain.Files;

namespace Vemap.Infrastructure.Postgres;

internal sealed class UploadQuota(VemapDbContext db, ILocks locks, UploadLimits limits) : IUploadQuota
{
    public async Task RequireRoomAsync(long size, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await locks.TakeAsync(LockName.Uploads, cancellationToken);
        // The files of projects that the caller does not see count too.
        var sizes = await db.Set<StoredFile>().IgnoreQueryFilters([VemapDbContext.AccessFilter])
            .Where(file => file.Status == FileStatus.AwaitingUpload && file.UploadUntil > now)
            .Select(file => file.Size)
            .ToListAsync(cancellationToken);
        limits.RequireRoom(sizes.Count, sizes.Sum(), size);
    }
}
