using Vemap.Domain.Files;

namespace Vemap.Application.Features.Files;

/// <summary>The road authority lifts the block of a file.</summary>
[Access(Role.Organisation)]
public sealed record UnblockFile(ProjectId ProjectId, ClosureId ClosureId, FileId FileId, int Version) : ICommand<UnblockFileResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => FileId;
}

public sealed record UnblockFileResult(FileId Id, FileStatus Status, int Version) : IVersioned;

internal sealed class UnblockFileHandler(IRepository<StoredFile> files, TimeProvider clock) : IRequestHandler<UnblockFile, UnblockFileResult>
{
    public async Task<UnblockFileResult> Handle(UnblockFile request, CancellationToken cancellationToken)
    {
        var file = await files.GetAsync(FileSpec.At(request.ProjectId, request.ClosureId, request.FileId), request.Version, cancellationToken);
        file.Unblock(clock.GetUtcNow());
        return new UnblockFileResult(file.Id, file.Status, file.Version);
    }
}
