using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Vemap.Infrastructure.Local;

/// <summary>How tokens are written: what they belong to, so that they can be looked up, and a secret of 32 random bytes, of which only the hash is kept.</summary>
internal static class TokenText
{
    private const int SecretLength = 32;

    public static (string Text, byte[] Hash) Make(params Guid[] owners)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretLength));
        return (string.Join('.', [.. owners.Select(owner => owner.ToString("N")), secret]), Hash(secret));
    }

    /// <summary>The last owner and the secret's hash; false for anything that is no token of ours.</summary>
    public static bool TryRead<T>(string text, int owners, out Id<T> owner, out byte[] hash)
    {
        (owner, hash) = (default, []);
        var parts = text.Split('.');
        if (parts.Length != owners + 1 || !Guid.TryParseExact(parts[^2], "N", out var value)) return false;
        (owner, hash) = (new Id<T>(value), Hash(parts[^1]));
        return true;
    }

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
