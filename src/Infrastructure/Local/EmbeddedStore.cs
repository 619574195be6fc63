using Vemap.Domain.Files;

namespace Vemap.Infrastructure.Local;

/// <summary>What Web serves under /store: it trusts nothing but the link's signature.</summary>
public sealed class EmbeddedStore
{
    private readonly StoreFolder folder;
    private readonly StoreSigner signer;

    internal EmbeddedStore(StoreFolder folder, StoreSigner signer) => (this.folder, this.signer) = (folder, signer);

    /// <summary>The upload that this link allows; refused unless it is signed, alive, and of the length and type that were signed.</summary>
    public StoreUpload Receive(string key, Func<string, string?> query, long? length, string? contentType)
    {
        var terms = signer.CheckUpload(key, query);
        if (length != terms.Size || contentType != terms.ContentType) throw FileProblems.UploadNotAsSigned();
        return new StoreUpload(terms.Size, (bytes, cancellationToken) => folder.WriteAsync(key, terms.Size, terms.Sha256, bytes, cancellationToken));
    }

    /// <summary>The object that this link gives.</summary>
    public StoreDownload Give(string key, Func<string, string?> query)
    {
        var (name, contentType) = signer.CheckDownload(key, query);
        var file = folder.Find(key);
        return file.Exists ? new StoreDownload(file.FullName, name, contentType) : throw CommonProblems.NotFound();
    }
}

/// <summary>An upload that was let in: how long it is, and where its bytes go.</summary>
public sealed record StoreUpload(long Size, Func<Stream, CancellationToken, Task> WriteAsync);

/// <summary>A file on disk, and as what it is given.</summary>
public sealed record StoreDownload(string Path, string Name, string ContentType);
