using Vemap.Domain.Files;

namespace Vemap.Application.Features.Files;

/// <summary>One file with its status, and the reason when it was rejected or blocked.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record GetFile(ProjectId ProjectId, ClosureId ClosureId, FileId FileId) : IQuery<GetFileResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => FileId;
}

public sealed record GetFileResult(
    FileId Id,
    ProjectId ProjectId,
    ClosureId ClosureId,
    FileKind Kind,
    string Name,
    long Size,
    string ContentType,
    string Sha256,
    FileStatus Status,
    string? Reason,
    UserId UploadedById,
    string? UploadedByName,
    DateTimeOffset UploadUntil,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    int Version) : IVersioned;

internal sealed class GetFileHandler(IReadStore store, IUserDirectory users) : IRequestHandler<GetFile, GetFileResult>
{
    public async Task<GetFileResult> Handle(GetFile request, CancellationToken cancellationToken)
    {
        var file = await store.GetAsync(new FileById(request), cancellationToken);
        var names = await users.NamesAsync([file.UploadedById], cancellationToken);
        return file with { UploadedByName = names.GetValueOrDefault(file.UploadedById) };
    }
}

internal sealed class FileById(GetFile request) : ReadSpecification<GetFileResult>
{
    public override IQueryable<GetFileResult> Query(IRows rows) =>
        from file in rows.Of<StoredFile>()
        where file.Id == request.FileId && file.ProjectId == request.ProjectId && file.ClosureId == request.ClosureId
        select new GetFileResult(
            file.Id, file.ProjectId!.Value, file.ClosureId!.Value, file.Kind, file.Name, file.Size, file.ContentType, file.Sha256, file.Status, file.Reason,
            file.UploadedBy, null, file.UploadUntil, file.CreatedAt, file.UpdatedAt, file.Version);
}
