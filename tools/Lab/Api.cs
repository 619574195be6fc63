using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Vemap.Lab;

/// <summary>The API as a client sees it, logged in as one environment's Organisation user.</summary>
public sealed class Api : IDisposable
{
    private readonly HttpClient client;

    private Api(HttpClient client, string token, int environment) => (this.client, Token, Environment) = (client, token, environment);

    public string Token { get; }

    public int Environment { get; }

    public static async Task<Api> LogInAsync(Uri address, int environment, CancellationToken cancellationToken)
    {
        var http = new HttpClient { BaseAddress = address };
        using var answer = await http.PostAsJsonAsync("/v1/auth/login", new { email = Seed.Email(environment), password = Seed.Password }, cancellationToken);
        var body = await BodyAsync(answer, cancellationToken);
        var token = body.GetProperty("tokens").GetProperty("accessToken").GetString()!;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new Api(http, token, environment);
    }

    /// <summary>Path below the environment.</summary>
    public string Path(string path) => $"/v1/client-environments/{Seed.Id("environment", Environment)}/{path}";

    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await client.GetAsync(Path(path), cancellationToken);
        return await BodyAsync(answer, cancellationToken);
    }

    public async Task<JsonElement> PostAsync(string path, object body, CancellationToken cancellationToken, int? version = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path(path)) { Content = JsonContent.Create(body) };
        if (version is { } current) request.Headers.TryAddWithoutValidation("If-Match", $"\"v{current}\"");
        using var answer = await client.SendAsync(request, cancellationToken);
        return await BodyAsync(answer, cancellationToken);
    }

    public void Dispose() => client.Dispose();

    private static async Task<JsonElement> BodyAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{(int)answer.StatusCode}: {text}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
