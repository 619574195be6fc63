namespace Vemap.Application.Common.Ports;

/// <summary>Keeps the bytes of files. They never pass through the API: clients send and fetch them by signed URLs. A block or a suspension ends these at once
/// (docs/adr/0022).</summary>
public interface IFileStore
{
    /// <summary>A URL that accepts exactly these bytes: the signature covers size, type and hash.</summary>
    Task<SignedUpload> SignUploadAsync(string key, UploadTerms terms, DateTimeOffset expiresAt, CancellationToken cancellationToken);

    /// <summary>A URL that sends the bytes as an attachment of this name.</summary>
    Task<SignedDownload> SignDownloadAsync(string key, string fileName, string contentType, DateTimeOffset expiresAt, CancellationToken cancellationToken);

    /// <summary>How many bytes are stored, or null when there is no such object.</summary>
    Task<long?> FindSizeAsync(string key, CancellationToken cancellationToken);

    /// <summary>The bytes as a stream that can seek; the object must exist.</summary>
    Task<Stream> OpenReadAsync(string key, CancellationToken cancellationToken);

    /// <summary>Removes the remains of uploads that broke off before that moment.</summary>
    Task ClearUnfinishedAsync(DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Removes the object, if it is there.</summary>
    Task DeleteAsync(string key, CancellationToken cancellationToken);
}

/// <summary>The only bytes that an upload link accepts.</summary>
public sealed record UploadTerms(long Size, string ContentType, string Sha256);

/// <summary>How to upload: send the bytes by this method to this URL, with these headers, before it expires.</summary>
public sealed record SignedUpload(string Url, string Method, IReadOnlyDictionary<string, string> Headers, DateTimeOffset ExpiresAt);

/// <summary>Where to fetch, and until when.</summary>
public sealed record SignedDownload(string Url, DateTimeOffset ExpiresAt);
