using System.Net.Http.Headers;
using System.Text.Json;
using Vemap.Samples;

namespace Vemap.Integration.Files;

/// <summary>An environment that wants a logo, and short ways to upload one.</summary>
public abstract class LogosTest : ApiTest
{
    protected const string NoId = "0198a000-0000-7000-8000-00000000dead";

    protected string Logos => Path("logos");

    protected string Settings => $"/v1/client-environments/{World.Environment}/settings";

    protected static byte[] Png(string content = "a logo") => SampleFiles.Png(content);

    internal static object Announcement(byte[] bytes, string name = "logo.png", string type = "image/png") =>
        new { name, size = bytes.Length, contentType = type, sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)) };

    protected static object Body(string? logo) =>
        new { logoFileId = logo, accentColour = (string?)null, dutyDesk = (string?)null, releaseAbove = 250, allowedAddresses = Array.Empty<string>() };

    /// <summary>Announced, and the bytes are in the store.</summary>
    protected async Task<(string Id, string ETag)> SendAsync(byte[] bytes, string name = "logo.png", string type = "image/png")
    {
        var (announced, tag) = await Organisation.PostAsync(Logos, Announcement(bytes, name, type)).TaggedAsync();
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var sent = await World.Stranger.PutAsync(announced.GetProperty("upload").GetProperty("url").GetString(), content);
        Assert.Equal(HttpStatusCode.NoContent, sent.StatusCode);
        return (announced.Id(), tag);
    }

    protected Task<HttpResponseMessage> CompleteAsync(string logo, string? tag) => Organisation.ActAsync(HttpMethod.Post, $"{Logos}/{logo}/completions", tag);

    /// <summary>Announced, sent and completed.</summary>
    protected async Task<(string Id, string ETag)> UploadAsync(byte[]? bytes = null)
    {
        var (logo, tag) = await SendAsync(bytes ?? Png());
        return (logo, (await CompleteAsync(logo, tag).TaggedAsync()).ETag);
    }

    protected async Task<JsonElement> ShowAsync(string? logo) =>
        await Organisation.PutAsync(Settings, Body(logo), await Organisation.ETagAsync($"/v1/client-environments/{World.Environment}")).BodyAsync();
}
