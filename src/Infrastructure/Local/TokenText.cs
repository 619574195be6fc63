using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Vemap.Infrastructure.Local;

/// <summary>How tokens are written: what they belong to, so that they can be looked up, and a secret of 32 random bytes, of which only the hash is kept.</summary>
internal static class TokenText
{
    private const int SecretLength = 32;

    public static (string Text, byte[] Hash) Make(params Guid[] owners) =>
        Write(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretLength)), owners);

    /// <summary>A token whose secret follows from another token and a key.</summary>
    public static (string Text, byte[] Hash) Derive(byte[] key, string from, params Guid[] owners) =>
        Write(Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(from))), owners);

    /// <summary>The last owner and the secret's hash; false for a text that is no token of ours.</summary>
    public static bool TryRead<T>(string text, int owners, out Id<T> owner, out byte[] hash)
    {
        (owner, hash) = (default, []);
        var parts = text.Split('.');
        if (parts.Length != owners + 1 || !Guid.TryParseExact(parts[^2], "N", out var value)) return false;
        (owner, hash) = (new Id<T>(value), Hash(parts[^1]));
        return true;
    }

    private static (string Text, byte[] Hash) Write(string secret, Guid[] owners) =>
        (string.Join('.', [.. owners.Select(owner => owner.ToString("N")), secret]), Hash(secret));

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
