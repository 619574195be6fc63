using Vemap.Domain.Closures;
using Vemap.Domain.Files;

namespace Vemap.Application.Features.Files;

/// <summary>The files of a closure, the newest first; deleted and expired ones only with a filter by status.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record ListFiles(ProjectId ProjectId, ClosureId ClosureId, FileKind? Kind, FileStatus? Status, string? Cursor, int? Limit, bool? Count)
    : IQuery<Page<FileItem>>, IPaged, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ClosureId;
}

public sealed record FileItem(
    FileId Id,
    FileKind Kind,
    string Name,
    long Size,
    string ContentType,
    string Sha256,
    FileStatus Status,
    string? Reason,
    UserId UploadedById,
    DateTimeOffset CreatedAt,
    int Version);

internal sealed class ListFilesValidator : AbstractValidator<ListFiles>
{
    public ListFilesValidator()
    {
        RuleFor(request => request.Kind).IsInEnum();
        RuleFor(request => request.Status).IsInEnum();
        this.Paged();
    }
}

internal sealed class ListFilesHandler(IReadStore store) : IRequestHandler<ListFiles, Page<FileItem>>
{
    public async Task<Page<FileItem>> Handle(ListFiles request, CancellationToken cancellationToken)
    {
        var rows = await store.ListAsync(new FilePage(request), cancellationToken);
        // A closure without files is an empty list; one that the caller may not see is not found.
        if (rows.Count == 0) await store.GetAsync(new ClosureOfFiles(request), cancellationToken);
        return await request.Page(rows, item => [item.Id.ToString()])
            .CountedAsync(request, () => store.CountAsync(new FilePage(request with { Cursor = null }), cancellationToken));
    }
}

internal sealed class FilePage(ListFiles request) : ReadSpecification<FileItem>
{
    public override IQueryable<FileItem> Query(IRows rows)
    {
        var files = rows.Of<StoredFile>().Where(file => file.ProjectId == request.ProjectId && file.ClosureId == request.ClosureId);
        files = request.Status is { } status
            ? files.Where(file => file.Status == status)
            : files.Where(file => file.Status != FileStatus.Deleted && file.Status != FileStatus.Expired);
        if (request.Kind is { } kind) files = files.Where(file => file.Kind == kind);
        if (request.AfterId<StoredFile>() is { } after) files = files.Where(file => file.Id < after);
        return files.OrderByDescending(file => file.Id)
            .Take(request.Take())
            .Select(file => new FileItem(
                file.Id, file.Kind, file.Name, file.Size, file.ContentType, file.Sha256, file.Status, file.Reason, file.UploadedBy, file.CreatedAt,
                    file.Version));
    }
}

internal sealed class ClosureOfFiles(ListFiles request) : ReadSpecification<ClosureId>
{
    public override IQueryable<ClosureId> Query(IRows rows) =>
        rows.Of<Closure>().Where(closure => closure.Id == request.ClosureId && closure.ProjectId == request.ProjectId).Select(closure => closure.Id);
}
