using MediatR;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Files;
using Vemap.Domain.Projects;
using Vemap.Domain.Users;

namespace Vemap.Application.Features.Files;

/// <summary>Gives a new signed URL for a file that still waits for its bytes, when the one before has expired.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record RenewUpload(ProjectId Project, ClosureId Closure, FileId File) : ICommand<RenewUploadResult>;

public sealed record RenewUploadResult(FileId Id, SignedUpload Upload);

internal sealed class RenewUploadHandler(IRepository<StoredFile> files, IRepository<Project> projects, IFileStore store, CallContext call, TimeProvider clock)
    : IRequestHandler<RenewUpload, RenewUploadResult>
{
    public async Task<RenewUploadResult> Handle(RenewUpload request, CancellationToken cancellationToken)
    {
        (await projects.GetAsync(ProjectSpec.Alone(request.Project), cancellationToken)).RequireActive();
        var file = await files.GetAsync(FileSpec.At(request.Project, request.Closure, request.File), cancellationToken);
        var upload = await store.SignAsync(file, call.Environment, clock.GetUtcNow(), cancellationToken);
        return new RenewUploadResult(file.Id, upload);
    }
}
