using Vemap.Domain.Files;

namespace Vemap.Application.Features.Files;

/// <summary>The road authority stops all downloads of a file without deleting it; links that were already given end at once.</summary>
[Access(Role.Organisation)]
public sealed record BlockFile(ProjectId ProjectId, ClosureId ClosureId, FileId FileId, int Version, BlockFileBody Body)
    : ICommand<BlockFileResult>, IHasBody<BlockFileBody>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => FileId;
}

public sealed record BlockFileBody([property: Multiline] string Reason);

public sealed record BlockFileResult(FileId Id, FileStatus Status, int Version) : IVersioned;

internal sealed class BlockFileValidator : AbstractValidator<BlockFile>
{
    public BlockFileValidator() => RuleFor(request => request.Body.Reason).NotEmpty().MaximumLength(500);
}

internal sealed class BlockFileHandler(IRepository<StoredFile> files, TimeProvider clock) : IRequestHandler<BlockFile, BlockFileResult>
{
    public async Task<BlockFileResult> Handle(BlockFile request, CancellationToken cancellationToken)
    {
        var file = await files.GetAsync(FileSpec.At(request.ProjectId, request.ClosureId, request.FileId), request.Version, cancellationToken);
        file.Block(request.Body.Reason, clock.GetUtcNow());
        return new BlockFileResult(file.Id, file.Status, file.Version);
    }
}
