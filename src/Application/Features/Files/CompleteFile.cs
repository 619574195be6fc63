using Vemap.Domain.Files;
using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Files;

/// <summary>Checks the uploaded bytes: size, SHA-256, and their format and content. The file becomes available, or is rejected for good with the
/// reason.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record CompleteFile(ProjectId ProjectId, ClosureId ClosureId, FileId FileId, int Version) : ILengthyCommand<CompleteFileResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => FileId;
}

public sealed record CompleteFileResult(FileId Id, FileStatus Status, string Sha256, int Version) : IVersioned;

internal sealed class CompleteFileHandler(
    IReadStore rows,
    IFileStore store,
    IFileFormats formats,
    IUnitOfWork work,
    IRepository<StoredFile> files,
    IRepository<Project> projects,
    CallContext call,
    TimeProvider clock) : IRequestHandler<CompleteFile, CompleteFileResult>
{
    public async Task<CompleteFileResult> Handle(CompleteFile request, CancellationToken cancellationToken)
    {
        var uploaded = await rows.GetAsync(new UploadedFile(request), cancellationToken);
        uploaded.Project.RequireActive();
        var found = await store.InspectAsync(formats, uploaded.File, request.Version, call.Environment, cancellationToken);
        // A deletion, expiry or completion in the meantime has raised the version.
        return await work.RunAsync(nameof(CompleteFile), WorkKind.Command, async () =>
        {
            (await projects.GetAsync(ProjectSpec.WithoutParts(request.ProjectId), cancellationToken)).RequireActive();
            var file = await files.GetAsync(FileSpec.At(request.ProjectId, request.ClosureId, request.FileId), request.Version, cancellationToken);
            file.Complete(found, clock.GetUtcNow());
            return new CompleteFileResult(file.Id, file.Status, file.Sha256, file.Version);
        }, cancellationToken);
    }
}

internal sealed record FileOfProject(StoredFile File, Project Project);

internal sealed class UploadedFile(CompleteFile request) : ReadSpecification<FileOfProject>
{
    public override IQueryable<FileOfProject> Query(IRows rows) =>
        from project in rows.Of<Project>()
        from file in rows.Of<StoredFile>()
        where project.Id == request.ProjectId && file.Id == request.FileId && file.ProjectId == request.ProjectId && file.ClosureId == request.ClosureId
        select new FileOfProject(file, project);
}
