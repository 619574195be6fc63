using Vemap.Domain.Files;

namespace Vemap.Application.Features.Files;

/// <summary>The road authority announces a logo of its environment; the answer has the signed URL that accepts exactly its bytes.</summary>
[Access(Role.Organisation)]
public sealed record CreateLogo(CreateLogoBody Body) : ICommand<CreateLogoResult>, IHasBody<CreateLogoBody>, IMetered
{
    public Usage Usage() => new(UsageKind.Uploads);
}

/// <param name="Name">The file name with its ending; at most 255 octets in UTF-8.</param>
/// <param name="Size">In bytes.</param>
/// <param name="ContentType">image/png or image/jpeg, checked against the bytes when the logo is completed. SVG is refused because it can contain
/// scripts.</param>
/// <param name="Sha256">64 lower-case hexadecimal digits.</param>
public sealed record CreateLogoBody(string Name, long Size, string ContentType, string Sha256) : IAnnouncedFile;

public sealed record CreateLogoResult(FileId Id, FileStatus Status, SignedUpload Upload, int Version) : IVersioned;

internal sealed class CreateLogoValidator : AbstractValidator<CreateLogo>
{
    public CreateLogoValidator()
    {
        RuleFor(request => (IAnnouncedFile)request.Body).SetValidator(new AnnouncedFileValidator());
        RuleFor(request => request.Body.ContentType).Must(type => FileTypes.Takes(FileKind.Logo, type))
            .WithErrorCode("type-not-taken").WithMessage("A logo is PNG or JPEG.");
        RuleFor(request => request.Body.Size).InclusiveBetween(1, FileTypes.MaxSize(FileKind.Logo))
            .WithErrorCode("out-of-range").WithMessage("A logo has at most 1 MB, and is not empty.");
    }
}

internal sealed class CreateLogoHandler(IRepository<StoredFile> files, IUploadQuota quota, IFileStore store, CallContext call, TimeProvider clock)
    : IRequestHandler<CreateLogo, CreateLogoResult>
{
    public async Task<CreateLogoResult> Handle(CreateLogo request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await quota.RequireRoomAsync(request.Body.Size, now, cancellationToken);
        var logo = StoredFile.Logo(FileId.New(), request.Body.Declared(), call.User, now);
        files.Add(logo);
        return new CreateLogoResult(logo.Id, logo.Status, await store.SignAsync(logo, call.Environment, now, cancellationToken), logo.Version);
    }
}
