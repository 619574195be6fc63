namespace Vemap.Infrastructure.Local;

/// <summary>The file store of an embedded installation: a folder, and links that the API itself serves under /store.</summary>
internal sealed class LocalFileStore(StoreFolder folder, StoreSigner signer, StoreOptions options) : IFileStore
{
    public Task<SignedUpload> SignUploadAsync(string key, UploadTerms terms, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Type"] = terms.ContentType };
        return Task.FromResult(new SignedUpload(options.PublicUrl.TrimEnd('/') + signer.Upload(key, terms, expiresAt), "PUT", headers, expiresAt));
    }

    public Task<SignedDownload> SignDownloadAsync(string key, string fileName, string contentType, DateTimeOffset expiresAt, CancellationToken cancellationToken) =>
        Task.FromResult(new SignedDownload(options.PublicUrl.TrimEnd('/') + signer.Download(key, fileName, contentType, expiresAt), expiresAt));

    public Task<long?> FindSizeAsync(string key, CancellationToken cancellationToken)
    {
        var file = folder.Find(key);
        return Task.FromResult(file.Exists ? file.Length : (long?)null);
    }

    public Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken) => Task.FromResult(folder.OpenRead(key));

    public Task ClearUnfinishedAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        folder.ClearIncoming(since);
        return Task.CompletedTask;
    }

    public Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        folder.Delete(key);
        return Task.CompletedTask;
    }
}
