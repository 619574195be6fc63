using Vemap.Domain.Closures;
using Vemap.Domain.Files;
using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Files;

/// <summary>Announces a file of a closure and returns the signed URL that accepts exactly its bytes. The files of an environment that wait for their bytes
/// are limited.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record CreateFile(ProjectId ProjectId, ClosureId ClosureId, CreateFileBody Body)
    : ICommand<CreateFileResult>, IHasBody<CreateFileBody>, IMetered, IHasAuditObject
{
    public Usage Usage() => new(UsageKind.Uploads);

    IId? IHasAuditObject.AuditObject => ClosureId;
}

/// <param name="Kind">vkm-plan or support-file.</param>
/// <param name="Name">The file name for downloads, with its ending; at most 255 octets in UTF-8.</param>
/// <param name="Size">In bytes.</param>
/// <param name="ContentType">Checked against the bytes when the file is completed.</param>
/// <param name="Sha256">64 lower-case hexadecimal digits.</param>
public sealed record CreateFileBody(FileKind Kind, string Name, long Size, string ContentType, string Sha256) : IAnnouncedFile;

public sealed record CreateFileResult(FileId Id, FileStatus Status, SignedUpload Upload, int Version) : IVersioned;

internal sealed class CreateFileValidator : AbstractValidator<CreateFile>
{
    public CreateFileValidator()
    {
        RuleFor(request => request.Body.Kind).Must(kind => kind is FileKind.VkmPlan or FileKind.SupportFile)
            .WithErrorCode("kind-not-here")
            .WithMessage("The file of a closure is a vkm-plan or a support-file.");
        RuleFor(request => (IAnnouncedFile)request.Body).SetValidator(new AnnouncedFileValidator());
        RuleFor(request => request.Body.ContentType)
            .Must((request, type) => FileTypes.Takes(request.Body.Kind, type))
            .WithErrorCode("type-not-taken")
            .WithMessage("Plans are PDF; support files are PDF, PNG, JPEG, DOCX, XLSX, GeoJSON or DWG.");
        RuleFor(request => request.Body.Size).Cascade(CascadeMode.Stop)
            .InclusiveBetween(1, FileTypes.Largest).WithErrorCode("out-of-range")
            .Must((request, size) => size <= FileTypes.MaxSize(request.Body.Kind))
            .WithErrorCode("out-of-range")
            .WithMessage("A plan has at most 100 MB, a support file at most 50 MB, and neither is empty.");
    }
}

internal sealed class CreateFileHandler(
    IRepository<StoredFile> files,
    IRepository<Project> projects,
    IRepository<Closure> closures,
    IUploadQuota quota,
    IFileStore store,
    CallContext call,
    TimeProvider clock) : IRequestHandler<CreateFile, CreateFileResult>
{
    public async Task<CreateFileResult> Handle(CreateFile request, CancellationToken cancellationToken)
    {
        var body = request.Body;
        (await projects.GetAsync(ProjectSpec.WithoutParts(request.ProjectId), cancellationToken)).RequireActive();
        if (!await closures.AnyAsync(ClosureSpec.ById(request.ProjectId, request.ClosureId), cancellationToken)) throw CommonProblems.NotFound();
        var now = clock.GetUtcNow();
        await quota.RequireRoomAsync(body.Size, now, cancellationToken);
        var file = new StoredFile(FileId.New(), request.ProjectId, request.ClosureId, body.Kind, body.Declared(), call.User, now);
        files.Add(file);
        var upload = await store.SignAsync(file, call.Environment, now, cancellationToken);
        return new CreateFileResult(file.Id, file.Status, upload, file.Version);
    }
}
