using FluentValidation;
using MediatR;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Closures;
using Vemap.Domain.Common;
using Vemap.Domain.Files;
using Vemap.Domain.Projects;
using Vemap.Domain.Users;

namespace Vemap.Application.Features.Files;

/// <summary>Announces a file at a closure and gives the signed URL to which exactly its bytes can be sent.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record CreateFile(ProjectId Project, ClosureId Closure, CreateFileBody Body) : ICommand<CreateFileResult>;

/// <param name="Kind">vkm-plan or support-file.</param>
/// <param name="Name">With its ending, as it will be downloaded.</param>
/// <param name="Size">In bytes.</param>
/// <param name="ContentType">Checked against the bytes afterwards.</param>
/// <param name="Sha256">64 lower-case hexadecimal digits.</param>
public sealed record CreateFileBody(FileKind Kind, string Name, long Size, string ContentType, string Sha256);

public sealed record CreateFileResult(FileId Id, FileStatus Status, SignedUpload Upload, int Version);

internal sealed class CreateFileValidator : AbstractValidator<CreateFile>
{
    public CreateFileValidator()
    {
        RuleFor(request => request.Body.Kind).Must(kind => kind is FileKind.VkmPlan or FileKind.SupportFile)
            .WithErrorCode("kind-not-here")
            .WithMessage("At a closure a file is a vkm-plan or a support-file.");
        RuleFor(request => request.Body.Name).NotEmpty().MaximumLength(200);
        RuleFor(request => request.Body.Name)
            .Must(name => !name.Any(sign => char.IsControl(sign) || "/\\:*?\"<>|".Contains(sign, StringComparison.Ordinal)) && name == name.Trim() && name[..1] != ".")
            .When(request => request.Body.Name.Length > 0)
            .WithErrorCode("file-name")
            .WithMessage("A plain file name is needed, without a path or the signs / \\ : * ? \" < > |.");
        RuleFor(request => request.Body.Name)
            .Must((request, name) => FileTypes.Fits(name, request.Body.ContentType))
            .WithErrorCode("wrong-ending")
            .WithMessage("The name must end as files of this content type do.");
        RuleFor(request => request.Body.ContentType).NotEmpty().MaximumLength(100)
            .Must((request, type) => FileTypes.Takes(request.Body.Kind, type))
            .WithErrorCode("type-not-taken")
            .WithMessage("Plans are PDF; support files are PDF, PNG, JPEG, DOCX, XLSX, GeoJSON or DWG.");
        RuleFor(request => request.Body.Size).Cascade(CascadeMode.Stop)
            .InclusiveBetween(1, FileTypes.Largest).WithErrorCode("out-of-range")
            .Must((request, size) => size <= FileTypes.MaxSize(request.Body.Kind))
            .WithErrorCode("out-of-range")
            .WithMessage("A plan has at most 100 MB, a support file at most 50 MB, and neither is empty.");
        RuleFor(request => request.Body.Sha256).MaximumLength(64).Matches("\\A[0-9a-f]{64}\\z").WithErrorCode("sha256")
            .WithMessage("The SHA-256 of the bytes as 64 lower-case hexadecimal digits is needed.");
    }
}

internal sealed class CreateFileHandler(
    IRepository<StoredFile> files,
    IRepository<Project> projects,
    IRepository<Closure> closures,
    IFileStore store,
    IIds ids,
    CallContext call,
    TimeProvider clock) : IRequestHandler<CreateFile, CreateFileResult>
{
    public async Task<CreateFileResult> Handle(CreateFile request, CancellationToken cancellationToken)
    {
        var body = request.Body;
        (await projects.GetAsync(ProjectSpec.Alone(request.Project), cancellationToken)).RequireActive();
        if (!await closures.AnyAsync(ClosureSpec.ById(request.Project, request.Closure), cancellationToken)) throw CommonProblems.NotFound();
        var now = clock.GetUtcNow();
        var declared = new FileDeclaration(body.Name, body.Size, body.ContentType, body.Sha256);
        var file = new StoredFile(ids.New<StoredFile>(), request.Project, request.Closure, body.Kind, declared, call.User, now);
        files.Add(file);
        var terms = new UploadTerms(file.Size, file.ContentType, file.Sha256);
        var upload = await store.SignUploadAsync(file.StoreKey(call.Environment), terms, file.LinkUntil(now), cancellationToken);
        return new CreateFileResult(file.Id, file.Status, upload, file.Version);
    }
}
