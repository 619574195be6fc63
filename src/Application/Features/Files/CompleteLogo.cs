using Vemap.Domain.Files;

namespace Vemap.Application.Features.Files;

/// <summary>Checks an uploaded logo: size, SHA-256 and format. It becomes available, or is rejected for good with the reason.</summary>
[Access(Role.Organisation)]
public sealed record CompleteLogo(FileId LogoId, int Version) : ILengthyCommand<CompleteLogoResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => LogoId;
}

public sealed record CompleteLogoResult(FileId Id, FileStatus Status, string Sha256, int Version) : IVersioned;

internal sealed class CompleteLogoHandler(
    IReadStore rows,
    IFileStore store,
    IFileFormats formats,
    IUnitOfWork work,
    IRepository<StoredFile> files,
    CallContext call,
    TimeProvider clock)
    : IRequestHandler<CompleteLogo, CompleteLogoResult>
{
    public async Task<CompleteLogoResult> Handle(CompleteLogo request, CancellationToken cancellationToken)
    {
        var uploaded = await rows.GetAsync(new UploadedLogo(request), cancellationToken);
        var found = await store.InspectAsync(formats, uploaded, request.Version, call.Environment, cancellationToken);
        return await work.RunAsync(nameof(CompleteLogo), WorkKind.Command, async () =>
        {
            var logo = await files.GetAsync(FileSpec.Logo(request.LogoId), request.Version, cancellationToken);
            logo.Complete(found, clock.GetUtcNow());
            return new CompleteLogoResult(logo.Id, logo.Status, logo.Sha256, logo.Version);
        }, cancellationToken);
    }
}

internal sealed class UploadedLogo(CompleteLogo request) : ReadSpecification<StoredFile>
{
    public override IQueryable<StoredFile> Query(IRows rows) => rows.Of<StoredFile>().Where(file => file.Id == request.LogoId && file.Kind == FileKind.Logo);
}
