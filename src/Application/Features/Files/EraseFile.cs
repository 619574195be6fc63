using Vemap.Domain.Files;

namespace Vemap.Application.Features.Files;

/// <summary>Removes the bytes of a rejected, deleted or expired file from the store.</summary>
[Access(Audience.System)]
public sealed record EraseFile(FileId FileId) : ICommand, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => FileId;
}

internal sealed class EraseFileHandler(IRepository<StoredFile> files, IFileStore store, CallContext call, TimeProvider clock) : IRequestHandler<EraseFile, Unit>
{
    public async Task<Unit> Handle(EraseFile request, CancellationToken cancellationToken)
    {
        var file = await files.GetAsync(FileSpec.ById(request.FileId), cancellationToken);
        if (!file.IsDiscarded) return Unit.Value;
        await store.DeleteAsync(file.StoreKey(call.Environment), cancellationToken);
        file.Erased(clock.GetUtcNow());
        return Unit.Value;
    }
}
