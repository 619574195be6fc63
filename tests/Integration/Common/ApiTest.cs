using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Vemap.Integration.Common;

/// <summary>A test through HTTP, in a client environment of its own: parallel to all others, never cleaned up.</summary>
public abstract class ApiTest : IAsyncLifetime
{
    protected World World { get; private set; } = null!;

    /// <summary>The environment's road authority, a manager without projects, and a stakeholder.</summary>
    protected HttpClient Organisation => World.Organisation;

    protected HttpClient Manager => World.Manager;

    protected HttpClient Stakeholder => World.Stakeholder;

    public virtual async Task InitializeAsync() => World = await World.CreateAsync(await HostAsync());

    public virtual Task DisposeAsync() => Task.CompletedTask;

    /// <summary>The shared one, unless a test needs one of its own.</summary>
    protected virtual Task<TestHost> HostAsync() => TestHost.Shared;

    /// <summary>Path below this test's environment.</summary>
    protected string Path(string path) => World.Path(path);
}

/// <summary>Short ways to send and to look at answers.</summary>
public static class Http
{
    public static Task<HttpResponseMessage> PostAsync(this HttpClient client, string path, object body, string? etag = null) =>
        client.SendAsync(HttpMethod.Post, path, body, etag);

    public static Task<HttpResponseMessage> PutAsync(this HttpClient client, string path, object body, string? etag = null) =>
        client.SendAsync(HttpMethod.Put, path, body, etag);

    /// <summary>An action or deletion without a body.</summary>
    public static Task<HttpResponseMessage> ActAsync(this HttpClient client, HttpMethod method, string path, string? etag) =>
        client.SendAsync(method, path, null, etag);

    public static async Task<HttpResponseMessage> SendAsync(this HttpClient client, HttpMethod method, string path, object? body, string? etag)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is string raw) request.Content = new StringContent(raw, Encoding.UTF8, "application/json");
        else if (body is not null) request.Content = JsonContent.Create(body);
        if (etag is not null) request.Headers.TryAddWithoutValidation("If-Match", etag);
        return await client.SendAsync(request);
    }

    /// <summary>The body of an answer that must have this status.</summary>
    public static async Task<JsonElement> BodyAsync(this Task<HttpResponseMessage> answer, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var response = await answer;
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode} instead of {(int)status}: {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone();
    }

    /// <summary>The body and the ETag of an answer that must be a 2xx.</summary>
    public static async Task<(JsonElement Body, string ETag)> TaggedAsync(this Task<HttpResponseMessage> answer)
    {
        using var response = await answer;
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {text}");
        return (JsonDocument.Parse(text).RootElement.Clone(), response.Headers.ETag!.ToString());
    }

    /// <summary>The ETag of what is there now.</summary>
    public static async Task<string> ETagAsync(this HttpClient client, string path) => (await client.GetAsync(path).TaggedAsync()).ETag;

    /// <summary>Demands a refusal in the one shape that every refusal has.</summary>
    public static async Task<JsonElement> RefusedAsync(this Task<HttpResponseMessage> answer, HttpStatusCode status, string code)
    {
        using var response = await answer;
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode} instead of {(int)status}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(text).RootElement.Clone();
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        foreach (var member in (string[])["type", "title", "detail", "instance", "traceId"]) Assert.NotEqual("", problem.GetProperty(member).GetString());
        return problem;
    }

    /// <summary>Demands a 400 that lists exactly these fields as pointer and code, in any order.</summary>
    public static async Task InvalidAsync(this Task<HttpResponseMessage> answer, params (string Pointer, string Code)[] fields)
    {
        var problem = await answer.RefusedAsync(HttpStatusCode.BadRequest, "common.invalid");
        var errors = problem.GetProperty("errors").EnumerateArray().Select(error => (error.GetProperty("pointer").GetString()!, error.GetProperty("code").GetString()!));
        Assert.Equal(fields.Order(), errors.Order());
    }

    public static string Id(this JsonElement body) => body.GetProperty("id").GetString()!;
}
