using System.Security.Cryptography;
using Vemap.Domain.Files;

namespace Vemap.Application.Features.Files;

/// <summary>What people say of a file before they upload it, wherever it belongs.</summary>
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
        RuleFor(file => file.Name)
            .Must(name => !name.Any(sign => char.IsControl(sign) || "/\\:*?\"<>|".Contains(sign, StringComparison.Ordinal)) && name == name.Trim() && name[..1] != ".")
            .When(file => file.Name.Length > 0)
            .WithErrorCode("file-name")
            .WithMessage("A plain file name is needed, without a path or the signs / \\ : * ? \" < > |.");
        RuleFor(file => file.Name)
            .Must((file, name) => FileTypes.Fits(name, file.ContentType))
            .WithErrorCode("wrong-ending")
            .WithMessage("The name must end as files of this content type do.");
        RuleFor(file => file.ContentType).NotEmpty().MaximumLength(100);
        RuleFor(file => file.Sha256).MaximumLength(64).Matches("\\A[0-9a-f]{64}\\z").WithErrorCode("sha256")
            .WithMessage("The SHA-256 of the bytes as 64 lower-case hexadecimal digits is needed.");
    }
}

/// <summary>What announcing and completing a file do, wherever it belongs.</summary>
internal static class Uploads
{
    /// <summary>How long a link to download is good.</summary>
    public static readonly TimeSpan LinkLife = TimeSpan.FromSeconds(60);

    private const int BufferSize = 128 * 1024;

    public static FileDeclaration Declared(this IAnnouncedFile file) => new(file.Name, file.Size, file.ContentType, file.Sha256);

    /// <summary>The signed URL to which exactly the file's bytes can be sent.</summary>
    public static Task<SignedUpload> SignAsync(this IFileStore store, StoredFile file, ClientEnvironmentId environment, DateTimeOffset now, CancellationToken cancellationToken) =>
        store.SignUploadAsync(file.StoreKey(environment), new UploadTerms(file.Size, file.ContentType, file.Sha256), file.LinkUntil(now), cancellationToken);

    /// <summary>Reads what lies in the store for a file that waits for it: up to 100 MB, so never inside a transaction.</summary>
    public static async Task<Inspection> InspectAsync(this IFileStore store, StoredFile file, int version, ClientEnvironmentId environment, CancellationToken cancellationToken)
    {
        file.Expect(version);
        file.RequireWaiting();
        var key = file.StoreKey(environment);
        if (await store.FindSizeAsync(key, cancellationToken) is null) throw FileProblems.NotUploaded();
        await using var bytes = await store.OpenReadAsync(key, cancellationToken);
        return await InspectAsync(bytes, cancellationToken);
    }

    // One pass over the stream; of the file only its beginning and its end are kept.
    private static async Task<Inspection> InspectAsync(Stream bytes, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        var head = Array.Empty<byte>();
        var tail = Array.Empty<byte>();
        long size = 0;
        while (await bytes.ReadAtLeastAsync(buffer, BufferSize, throwOnEndOfStream: false, cancellationToken) is var count && count > 0)
        {
            hash.AppendData(buffer, 0, count);
            size += count;
            if (head.Length == 0) head = buffer[..Math.Min(count, FileTypes.SniffLength)];
            tail = count >= FileTypes.SniffLength ? buffer[(count - FileTypes.SniffLength)..count] : [.. tail, .. buffer[..count]];
        }

        return new Inspection(size, Convert.ToHexStringLower(hash.GetHashAndReset()), FileTypes.Sniff(head, tail));
    }
}
