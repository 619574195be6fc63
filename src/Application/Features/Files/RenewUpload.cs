using Vemap.Domain.Files;
using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Files;

/// <summary>Returns a new signed URL for a file that still waits for its bytes.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record RenewUpload(ProjectId ProjectId, ClosureId ClosureId, FileId FileId) : ICommand<RenewUploadResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => FileId;
}

public sealed record RenewUploadResult(FileId Id, SignedUpload Upload);

internal sealed class RenewUploadHandler(IRepository<StoredFile> files, IRepository<Project> projects, IFileStore store, CallContext call, TimeProvider clock)
    : IRequestHandler<RenewUpload, RenewUploadResult>
{
    public async Task<RenewUploadResult> Handle(RenewUpload request, CancellationToken cancellationToken)
    {
        (await projects.GetAsync(ProjectSpec.WithoutParts(request.ProjectId), cancellationToken)).RequireActive();
        var file = await files.GetAsync(FileSpec.At(request.ProjectId, request.ClosureId, request.FileId), cancellationToken);
        var upload = await store.SignAsync(file, call.Environment, clock.GetUtcNow(), cancellationToken);
        return new RenewUploadResult(file.Id, upload);
    }
}
