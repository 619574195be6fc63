using Vemap.Domain.Files;

namespace Vemap.Infrastructure.Local;

/// <summary>What Web serves under /store: the signature of a link says what it allows, and the database whether it still counts.</summary>
public sealed class EmbeddedStore
{
    private readonly StoreFolder folder;
    private readonly StoreSigner signer;

    private readonly IStoreLinks links;

    internal EmbeddedStore(StoreFolder folder, StoreSigner signer, IStoreLinks links) => (this.folder, this.signer, this.links) = (folder, signer, links);

    /// <summary>The upload that this link allows; refused unless the link is valid and the length and type are the signed ones.</summary>
    public async Task<StoreUpload> ReceiveAsync(string key, Func<string, string?> query, long? length, string? contentType, CancellationToken cancellationToken)
    {
        var terms = signer.CheckUpload(key, query);
        if (length != terms.Size || contentType != terms.ContentType) throw FileProblems.UploadNotAsSigned();
        await links.RequireOpenAsync(key, FileStatus.AwaitingUpload, cancellationToken);
        return new StoreUpload(terms.Size, (bytes, cancellationToken) => folder.WriteAsync(key, terms.Size, terms.Sha256, bytes, cancellationToken));
    }

    /// <summary>The object to which this link leads.</summary>
    public async Task<StoreDownload> FindAsync(string key, Func<string, string?> query, CancellationToken cancellationToken)
    {
        var (name, contentType) = signer.CheckDownload(key, query);
        await links.RequireOpenAsync(key, FileStatus.Available, cancellationToken);
        var file = folder.Find(key);
        return file.Exists ? new StoreDownload(file.FullName, name, contentType) : throw CommonProblems.NotFound();
    }
}

/// <summary>An accepted upload: its length, and how its bytes are written.</summary>
public sealed record StoreUpload(long Size, Func<Stream, CancellationToken, Task> WriteAsync);

/// <summary>A file on disk, and the name and type under which it is sent.</summary>
public sealed record StoreDownload(string Path, string Name, string ContentType);
