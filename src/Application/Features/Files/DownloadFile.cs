using Vemap.Domain.Files;

namespace Vemap.Application.Features.Files;

/// <summary>A signed URL, valid for sixty seconds, that sends an available file as an attachment.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record DownloadFile(ProjectId ProjectId, ClosureId ClosureId, FileId FileId) : IQuery<DownloadFileResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => FileId;
}

public sealed record DownloadFileResult(string Url, DateTimeOffset ExpiresAt);

internal sealed class DownloadFileHandler(IReadStore files, IFileStore store, CallContext call, TimeProvider clock)
    : IRequestHandler<DownloadFile, DownloadFileResult>
{
    public async Task<DownloadFileResult> Handle(DownloadFile request, CancellationToken cancellationToken)
    {
        var file = await files.GetAsync(new FileToDownload(request), cancellationToken);
        if (file.Status != FileStatus.Available) throw FileProblems.NotAvailable();
        var key = StoredFile.StoreKey(call.Environment, request.ProjectId, request.ClosureId, request.FileId);
        var link = await store.SignDownloadAsync(key, file.Name, file.ContentType, clock.GetUtcNow() + Uploads.LinkLife, cancellationToken);
        return new DownloadFileResult(link.Url, link.ExpiresAt);
    }
}

internal sealed record DownloadableFile(string Name, string ContentType, FileStatus Status);

internal sealed class FileToDownload(DownloadFile request) : ReadSpecification<DownloadableFile>
{
    public override IQueryable<DownloadableFile> Query(IRows rows) =>
        from file in rows.Of<StoredFile>()
        where file.Id == request.FileId && file.ProjectId == request.ProjectId && file.ClosureId == request.ClosureId
        select new DownloadableFile(file.Name, file.ContentType, file.Status);
}
