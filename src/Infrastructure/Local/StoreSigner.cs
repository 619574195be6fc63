using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Vemap.Domain.Files;

namespace Vemap.Infrastructure.Local;

/// <summary>Makes and checks the embedded store's links. A signature covers the method, the key and every parameter.</summary>
internal sealed class StoreSigner(byte[] secret, TimeProvider clock)
{
    private const char Separator = '\n';

    public string Upload(string key, UploadTerms terms, DateTimeOffset expiresAt)
    {
        string[] signed = [terms.Size.ToString(CultureInfo.InvariantCulture), terms.ContentType, terms.Sha256, Seconds(expiresAt)];
        var type = Uri.EscapeDataString(terms.ContentType);
        return $"/store/{key}?size={signed[0]}&type={type}&sha256={signed[2]}&expires={signed[3]}&signature={Sign("PUT", key, signed)}";
    }

    public string Download(string key, string fileName, string contentType, DateTimeOffset expiresAt)
    {
        string[] signed = [fileName, contentType, Seconds(expiresAt)];
        var (name, type) = (Uri.EscapeDataString(fileName), Uri.EscapeDataString(contentType));
        return $"/store/{key}?name={name}&type={type}&expires={signed[2]}&signature={Sign("GET", key, signed)}";
    }

    /// <summary>The upload that a link allows; refuses a link that is not valid.</summary>
    public UploadTerms CheckUpload(string key, Func<string, string?> query)
    {
        string[] signed = [query("size") ?? "", query("type") ?? "", query("sha256") ?? "", query("expires") ?? ""];
        Check("PUT", key, signed, query("signature"));
        return new UploadTerms(long.Parse(signed[0], CultureInfo.InvariantCulture), signed[1], signed[2]);
    }

    /// <summary>The name and type of the download that a link allows; refuses a link that is not valid.</summary>
    public (string Name, string ContentType) CheckDownload(string key, Func<string, string?> query)
    {
        string[] signed = [query("name") ?? "", query("type") ?? "", query("expires") ?? ""];
        Check("GET", key, signed, query("signature"));
        return (signed[0], signed[1]);
    }

    private void Check(string method, string key, string[] signed, string? signature)
    {
        var right = Encoding.ASCII.GetBytes(Sign(method, key, signed));
        if (!CryptographicOperations.FixedTimeEquals(right, Encoding.UTF8.GetBytes(signature ?? ""))) throw FileProblems.LinkNotValid();
        if (DateTimeOffset.FromUnixTimeSeconds(long.Parse(signed[^1], CultureInfo.InvariantCulture)) <= clock.GetUtcNow()) throw FileProblems.LinkNotValid();
    }

    private string Sign(string method, string key, string[] signed) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(string.Join(Separator, [method, key, .. signed]))));

    private static string Seconds(DateTimeOffset instant) => instant.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
