using Vemap.Domain.Files;

namespace Vemap.Application.Features.Files;

/// <summary>One logo with its status, and the reason when it was rejected.</summary>
[Access(Role.Organisation)]
public sealed record GetLogo(FileId LogoId) : IQuery<GetLogoResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => LogoId;
}

public sealed record GetLogoResult(
    FileId Id,
    string Name,
    long Size,
    string ContentType,
    string Sha256,
    FileStatus Status,
    string? Reason,
    UserId UploadedById,
    string? UploadedByName,
    DateTimeOffset UploadUntil,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    int Version) : IVersioned;

internal sealed class GetLogoHandler(IReadStore store, IUserDirectory users) : IRequestHandler<GetLogo, GetLogoResult>
{
    public async Task<GetLogoResult> Handle(GetLogo request, CancellationToken cancellationToken)
    {
        var logo = await store.GetAsync(new LogoById(request.LogoId), cancellationToken);
        var names = await users.NamesAsync([logo.UploadedById], cancellationToken);
        return logo with { UploadedByName = names.GetValueOrDefault(logo.UploadedById) };
    }
}

internal sealed class LogoById(FileId id) : ReadSpecification<GetLogoResult>
{
    public override IQueryable<GetLogoResult> Query(IRows rows) =>
        from file in rows.Of<StoredFile>()
        where file.Id == id && file.Kind == FileKind.Logo
        select new GetLogoResult(
            file.Id, file.Name, file.Size, file.ContentType, file.Sha256, file.Status, file.Reason, file.UploadedBy, null, file.UploadUntil, file.CreatedAt,
                file.UpdatedAt, file.Version);
}
