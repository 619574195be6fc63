using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Vemap.Domain.Files;

namespace Vemap.Infrastructure.Local;

/// <summary>Makes and checks the embedded store's links. A signature binds the method, the key and everything else that the link says.</summary>
internal sealed class StoreSigner(byte[] secret, TimeProvider clock)
{
    private const char Separator = '\n';

    public string Upload(string key, UploadTerms terms, DateTimeOffset expiresAt)
    {
        string[] said = [terms.Size.ToString(CultureInfo.InvariantCulture), terms.ContentType, terms.Sha256, Seconds(expiresAt)];
        return $"/store/{key}?size={said[0]}&type={Uri.EscapeDataString(said[1])}&sha256={said[2]}&expires={said[3]}&signature={Sign("PUT", key, said)}";
    }

    public string Download(string key, string fileName, string contentType, DateTimeOffset expiresAt)
    {
        string[] said = [fileName, contentType, Seconds(expiresAt)];
        return $"/store/{key}?name={Uri.EscapeDataString(said[0])}&type={Uri.EscapeDataString(said[1])}&expires={said[2]}&signature={Sign("GET", key, said)}";
    }

    /// <summary>What an upload link allows, or a refusal.</summary>
    public UploadTerms CheckUpload(string key, Func<string, string?> query)
    {
        string[] said = [query("size") ?? "", query("type") ?? "", query("sha256") ?? "", query("expires") ?? ""];
        Check("PUT", key, said, query("signature"));
        return new UploadTerms(long.Parse(said[0], CultureInfo.InvariantCulture), said[1], said[2]);
    }

    /// <summary>Under which name and type a download link gives the object, or a refusal.</summary>
    public (string Name, string ContentType) CheckDownload(string key, Func<string, string?> query)
    {
        string[] said = [query("name") ?? "", query("type") ?? "", query("expires") ?? ""];
        Check("GET", key, said, query("signature"));
        return (said[0], said[1]);
    }

    private void Check(string method, string key, string[] said, string? signature)
    {
        var right = Encoding.ASCII.GetBytes(Sign(method, key, said));
        if (!CryptographicOperations.FixedTimeEquals(right, Encoding.UTF8.GetBytes(signature ?? ""))) throw FileProblems.LinkNotValid();
        if (DateTimeOffset.FromUnixTimeSeconds(long.Parse(said[^1], CultureInfo.InvariantCulture)) <= clock.GetUtcNow()) throw FileProblems.LinkNotValid();
    }

    private string Sign(string method, string key, string[] said) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(string.Join(Separator, [method, key, .. said]))));

    private static string Seconds(DateTimeOffset instant) => instant.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
