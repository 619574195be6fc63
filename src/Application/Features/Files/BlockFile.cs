using FluentValidation;
using MediatR;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Common;
using Vemap.Domain.Files;
using Vemap.Domain.Users;

namespace Vemap.Application.Features.Files;

/// <summary>The road authority keeps a file from being downloaded, without deleting it.</summary>
[Access(Role.Organisation)]
public sealed record BlockFile(ProjectId Project, ClosureId Closure, FileId File, int Version, BlockFileBody Body) : ICommand<BlockFileResult>;

public sealed record BlockFileBody([property: ManyLines] string Reason);

public sealed record BlockFileResult(FileId Id, FileStatus Status, int Version);

internal sealed class BlockFileValidator : AbstractValidator<BlockFile>
{
    public BlockFileValidator() => RuleFor(request => request.Body.Reason).NotEmpty().MaximumLength(500);
}

internal sealed class BlockFileHandler(IRepository<StoredFile> files, TimeProvider clock) : IRequestHandler<BlockFile, BlockFileResult>
{
    public async Task<BlockFileResult> Handle(BlockFile request, CancellationToken cancellationToken)
    {
        var file = await files.GetAsync(FileSpec.At(request.Project, request.Closure, request.File), request.Version, cancellationToken);
        file.Block(request.Body.Reason, clock.GetUtcNow());
        return new BlockFileResult(file.Id, file.Status, file.Version);
    }
}
