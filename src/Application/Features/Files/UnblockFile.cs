using MediatR;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Files;
using Vemap.Domain.Users;

namespace Vemap.Application.Features.Files;

/// <summary>The road authority lifts its block of a file.</summary>
[Access(Role.Organisation)]
public sealed record UnblockFile(ProjectId Project, ClosureId Closure, FileId File, int Version) : ICommand<UnblockFileResult>;

public sealed record UnblockFileResult(FileId Id, FileStatus Status, int Version);

internal sealed class UnblockFileHandler(IRepository<StoredFile> files, TimeProvider clock) : IRequestHandler<UnblockFile, UnblockFileResult>
{
    public async Task<UnblockFileResult> Handle(UnblockFile request, CancellationToken cancellationToken)
    {
        var file = await files.GetAsync(FileSpec.At(request.Project, request.Closure, request.File), request.Version, cancellationToken);
        file.Unblock(clock.GetUtcNow());
        return new UnblockFileResult(file.Id, file.Status, file.Version);
    }
}
