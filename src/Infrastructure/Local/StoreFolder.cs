using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Vemap.Domain.Files;

namespace Vemap.Infrastructure.Local;

/// <summary>The embedded store's objects as files below one folder. No object is held in memory as a whole.</summary>
internal sealed partial class StoreFolder(string root)
{
    private const int BufferSize = 128 * 1024;

    private readonly string incoming = Path.Combine(root, ".incoming");

    public FileInfo Find(string key) => new(PathOf(key));

    public Stream OpenRead(string key) =>
        new FileStream(PathOf(key), new FileStreamOptions
        {
            Access = FileAccess.Read,
            Share = FileShare.Read | FileShare.Delete,
            Options = FileOptions.Asynchronous,
        });

    public void Delete(string key)
    {
        var file = Find(key);
        if (file.Exists) file.Delete();
    }

    /// <summary>Writes the bytes to a temporary file and moves it to its key when they are complete and right, so that nobody reads half an object. One
    /// upload of a key at a time.</summary>
    public async Task WriteAsync(string key, long size, string sha256, Stream bytes, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        await using var turn = TakeTurn(key);
        var aside = Path.Combine(Directory.CreateDirectory(incoming).FullName, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        try
        {
            await using (var file = new FileStream(aside, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous))
            {
                if (await CopyAsync(bytes, file, size, cancellationToken) != sha256) throw FileProblems.UploadOtherBytes();
                file.Flush(flushToDisk: true);
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(aside, path, overwrite: true);
        }
        finally
        {
            File.Delete(aside);
        }
    }

    /// <summary>Deletes temporary files that were last written before that moment: their upload broke off.</summary>
    public void ClearIncoming(DateTimeOffset since)
    {
        var folder = new DirectoryInfo(incoming);
        if (!folder.Exists) return;
        foreach (var file in folder.EnumerateFiles().Where(file => file.LastWriteTimeUtc < since.UtcDateTime)) file.Delete();
    }

    // The operating system lets one handle at a time open the file, of this process or another, and frees it when its process ends.
    private FileStream TakeTurn(string key)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        var path = Path.Combine(Directory.CreateDirectory(incoming).FullName, name);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException)
        {
            throw FileProblems.UploadInProgress();
        }
    }

    private static async Task<string> CopyAsync(Stream from, Stream to, long size, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        var left = size;
        while (await from.ReadAsync(buffer, cancellationToken) is var count && count > 0)
        {
            left -= count;
            if (left < 0) throw FileProblems.UploadNotAsSigned();
            hash.AppendData(buffer, 0, count);
            await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }

        return left == 0 ? Convert.ToHexStringLower(hash.GetHashAndReset()) : throw FileProblems.UploadNotAsSigned();
    }

    // A key has no dots, so that it cannot lead out of the folder or to the temporary files.
    private string PathOf(string key) =>
        Key().IsMatch(key) ? Path.Combine(root, key) : throw FileProblems.LinkNotValid();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_-]{0,63}(/[A-Za-z0-9][A-Za-z0-9_-]{0,63}){0,7}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Key();
}
