using MediatR;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Files;
using Vemap.Domain.Users;

namespace Vemap.Application.Features.Files;

/// <summary>Checks an uploaded logo: size, SHA-256 and what the bytes themselves say they are; then it is available, or rejected for good.</summary>
[Access(Role.Organisation)]
public sealed record CompleteLogo(FileId Logo, int Version) : ICommand<CompleteLogoResult>;

public sealed record CompleteLogoResult(FileId Id, FileStatus Status, string Sha256, int Version);

internal sealed class CompleteLogoHandler(IRepository<StoredFile> files, IFileStore store, CallContext call, TimeProvider clock) : IRequestHandler<CompleteLogo, CompleteLogoResult>
{
    public async Task<CompleteLogoResult> Handle(CompleteLogo request, CancellationToken cancellationToken)
    {
        var logo = await files.GetAsync(FileSpec.Logo(request.Logo), request.Version, cancellationToken);
        await store.CompleteAsync(logo, call.Environment, clock.GetUtcNow(), cancellationToken);
        return new CompleteLogoResult(logo.Id, logo.Status, logo.Sha256, logo.Version);
    }
}
