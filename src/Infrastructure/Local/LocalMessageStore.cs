using System.Text.RegularExpressions;

namespace Vemap.Infrastructure.Local;

/// <summary>Message content in a folder. A file is there as a whole or not at all, and is on the disk before it counts as written.</summary>
internal sealed partial class LocalMessageStore(string folder) : IMessageStore
{
    public async Task PutAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        if (File.Exists(path)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            await using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None, 4096, FileOptions.Asynchronous))
            {
                await file.WriteAsync(content, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    public async Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(PathOf(key), cancellationToken);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private string PathOf(string key) =>
        Key().IsMatch(key) ? Path.Combine(folder, key) : throw new ArgumentException("A key is made of folders and a name in a-z, 0-9, dot, dash and underscore.", nameof(key));

    // No segment begins with a dot: nothing leads out of the folder.
    [GeneratedRegex(@"^[a-z0-9_-][a-z0-9._-]{0,99}(?:/[a-z0-9_-][a-z0-9._-]{0,99}){0,9}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Key();
}
