using MediatR;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Files;
using Vemap.Domain.Projects;
using Vemap.Domain.Users;

namespace Vemap.Application.Features.Files;

/// <summary>Checks what was uploaded: size, SHA-256 and what the bytes themselves say they are; then the file is available, or rejected for good.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record CompleteFile(ProjectId Project, ClosureId Closure, FileId File, int Version) : ICommand<CompleteFileResult>;

public sealed record CompleteFileResult(FileId Id, FileStatus Status, string Sha256, int Version);

internal sealed class CompleteFileHandler(IRepository<StoredFile> files, IRepository<Project> projects, IFileStore store, CallContext call, TimeProvider clock)
    : IRequestHandler<CompleteFile, CompleteFileResult>
{
    public async Task<CompleteFileResult> Handle(CompleteFile request, CancellationToken cancellationToken)
    {
        (await projects.GetAsync(ProjectSpec.Alone(request.Project), cancellationToken)).RequireActive();
        var file = await files.GetAsync(FileSpec.At(request.Project, request.Closure, request.File), request.Version, cancellationToken);
        await store.CompleteAsync(file, call.Environment, clock.GetUtcNow(), cancellationToken);
        return new CompleteFileResult(file.Id, file.Status, file.Sha256, file.Version);
    }
}
