using System.Security.Cryptography;
using Vemap.Domain.Files;

namespace Vemap.Application.Features.Files;

/// <summary>The declaration of a file before its upload, as the bodies of several requests carry it.</summary>
public interface IAnnouncedFile
{
    string Name { get; }

    long Size { get; }

    string ContentType { get; }

    string Sha256 { get; }
}

internal sealed class AnnouncedFileValidator : AbstractValidator<IAnnouncedFile>
{
    public AnnouncedFileValidator()
    {
        RuleFor(file => file.Name).NotEmpty().MaximumLength(200);
        RuleFor(file => file.Name).Must(FileName.IsPlain).When(file => file.Name.Length > 0)
            .WithErrorCode("file-name")
            .WithMessage("A file name is needed without a path, without the characters / \\ : * ? \" < > |, and without a dot or blank at its start or end.");
        RuleFor(file => file.Name).Must(name => !FileName.IsDevice(name))
            .WithErrorCode("reserved-name")
            .WithMessage("Windows reserves this name for a device (CON, PRN, AUX, NUL, COM1, LPT1 and the like), whatever ending follows.");
        RuleFor(file => file.Name).Must(name => !FileName.IsTooLong(name))
            .WithErrorCode("name-too-long")
            .WithMessage($"A file name has at most {FileName.MostOctets} octets in UTF-8.");
        RuleFor(file => file.Name)
            .Must((file, name) => FileTypes.Fits(name, file.ContentType))
            .WithErrorCode("wrong-ending")
            .WithMessage("The name needs the ending of its content type.");
        RuleFor(file => file.ContentType).NotEmpty().MaximumLength(100);
        RuleFor(file => file.Sha256).MaximumLength(64).Matches("\\A[0-9a-f]{64}\\z").WithErrorCode("sha256")
            .WithMessage("The SHA-256 of the bytes as 64 lower-case hexadecimal digits is needed.");
    }
}

/// <summary>What announcing and completing have in common for files of closures and for logos.</summary>
internal static class Uploads
{
    /// <summary>How long a download link is valid.</summary>
    public static readonly TimeSpan LinkLife = TimeSpan.FromSeconds(60);

    public static FileDeclaration Declared(this IAnnouncedFile file) => new(file.Name, file.Size, file.ContentType, file.Sha256);

    /// <summary>The signed URL that accepts exactly the file's bytes.</summary>
    public static Task<SignedUpload> SignAsync(this IFileStore store, StoredFile file, ClientEnvironmentId environment, DateTimeOffset now,
        CancellationToken cancellationToken) =>
        store.SignUploadAsync(file.StoreKey(environment), new UploadTerms(file.Size, file.ContentType, file.Sha256), file.LinkUntil(now), cancellationToken);

    /// <summary>Reads the stored bytes of a file that waits for them. They are up to 100 MB, so this never runs inside a transaction.</summary>
    public static async Task<Inspection> InspectAsync(
        this IFileStore store, IFileFormats formats, StoredFile file, int version, ClientEnvironmentId environment, CancellationToken cancellationToken)
    {
        file.Expect(version);
        file.RequireWaiting();
        var key = file.StoreKey(environment);
        if (await store.FindSizeAsync(key, cancellationToken) is null) throw FileProblems.NotUploaded();
        await using var bytes = await store.OpenReadAsync(key, cancellationToken);
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, cancellationToken));
        // Other bytes than the declared ones are rejected without a look at their content.
        var fault = sha256 == file.Sha256 ? await formats.CheckAsync(bytes, file.ContentType, cancellationToken) : null;
        return new Inspection(bytes.Length, sha256, fault);
    }
}
