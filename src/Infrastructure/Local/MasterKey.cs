using System.Security.Cryptography;
using System.Text;

namespace Vemap.Infrastructure.Local;

/// <summary>The one secret of an embedded installation: 32 random bytes in a file that only its owner reads. Every other key is derived from it.</summary>
public sealed class MasterKey
{
    private const int Length = 32;
    private readonly byte[] secret;

    private MasterKey(byte[] secret) => this.secret = secret;

    /// <summary>Reads the key, or makes it where there is none yet.</summary>
    public static MasterKey ReadOrCreate(string path)
    {
        if (!File.Exists(path)) Create(path);
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != UnixFileMode.None)
            throw new InvalidOperationException($"Others than its owner may use the master key {path}; set its mode to 0600.");
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length != Length) throw new InvalidOperationException($"The master key {path} is damaged: it must be {Length} bytes. Restore it from the backup.");
        return new MasterKey(bytes);
    }

    /// <summary>A key of 32 bytes for one purpose; what leaks of one tells nothing of another.</summary>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, Length, info: Encoding.UTF8.GetBytes("vemap/" + purpose));

    // Written aside and moved: two processes that start at once then read one and the same complete file.
    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var aside = $"{path}.{Environment.ProcessId}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(aside, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(Length));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(aside, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(aside);
        }
    }
}
