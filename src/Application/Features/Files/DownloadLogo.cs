using Vemap.Domain.Files;

namespace Vemap.Application.Features.Files;

/// <summary>A signed URL, valid for sixty seconds, that sends a logo, for every member of the environment.</summary>
[Access(Role.Organisation, Role.Manager, Role.Stakeholder)]
public sealed record DownloadLogo(FileId LogoId) : IQuery<DownloadLogoResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => LogoId;
}

public sealed record DownloadLogoResult(string Url, DateTimeOffset ExpiresAt);

internal sealed class DownloadLogoHandler(IReadStore files, IFileStore store, CallContext call, TimeProvider clock)
    : IRequestHandler<DownloadLogo, DownloadLogoResult>
{
    public async Task<DownloadLogoResult> Handle(DownloadLogo request, CancellationToken cancellationToken)
    {
        var logo = await files.GetAsync(new LogoToDownload(request.LogoId), cancellationToken);
        if (logo.Status != FileStatus.Available) throw FileProblems.NotAvailable();
        var key = StoredFile.StoreKey(call.Environment, request.LogoId);
        var link = await store.SignDownloadAsync(key, logo.Name, logo.ContentType, clock.GetUtcNow() + Uploads.LinkLife, cancellationToken);
        return new DownloadLogoResult(link.Url, link.ExpiresAt);
    }
}

internal sealed class LogoToDownload(FileId id) : ReadSpecification<DownloadableFile>
{
    public override IQueryable<DownloadableFile> Query(IRows rows) =>
        rows.Of<StoredFile>().Where(file => file.Id == id && file.Kind == FileKind.Logo)
            .Select(file => new DownloadableFile(file.Name, file.ContentType, file.Status));
}
