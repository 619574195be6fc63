using System.Text.Json;

namespace Vemap.Infrastructure.Smtp;

/// <summary>Where access tokens for the mail server come from (RFC 6749): with a refresh token, or with the client's own credentials.</summary>
public sealed class OAuthOptions
{
    public Uri? TokenUrl { get; set; }

    public string? ClientId { get; set; }

    public string? ClientSecret { get; set; }

    public string? Scope { get; set; }

    public string? RefreshToken { get; set; }
}

/// <summary>Fetches access tokens and keeps each one until shortly before it expires.</summary>
internal sealed class OAuthTokens(OAuthOptions options, HttpMessageInvoker http, TimeProvider clock)
{
    private const int LongestAnswer = 64 * 1024;
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private Kept? kept;

    // Two at once fetch two tokens, and both are good.
    public async Task<string> TokenAsync(CancellationToken cancellationToken)
    {
        if (kept is { } known && clock.GetUtcNow() < known.Until) return known.Token;
        kept = known = await FetchAsync(cancellationToken);
        return known.Token;
    }

    private async Task<Kept> FetchAsync(CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string?>
        {
            ["grant_type"] = options.RefreshToken is null ? "client_credentials" : "refresh_token",
            ["refresh_token"] = options.RefreshToken,
            ["client_id"] = options.ClientId,
            ["client_secret"] = options.ClientSecret,
            ["scope"] = options.Scope,
        };
        using var content = new FormUrlEncodedContent(form.Where(field => field.Value is not null)!);
        using var request = new HttpRequestMessage(HttpMethod.Post, options.TokenUrl) { Content = content };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            using var response = await http.SendAsync(request, limit.Token);
            if (!response.IsSuccessStatusCode) throw new SmtpConnectionException($"The token endpoint answered {(int)response.StatusCode}.");
            await response.Content.LoadIntoBufferAsync(LongestAnswer, limit.Token);
            using var answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(limit.Token));
            var isLimited = answer.RootElement.TryGetProperty("expires_in", out var seconds);
            var life = isLimited && seconds.TryGetInt32(out var number) ? TimeSpan.FromSeconds(number) : TimeSpan.Zero;
            return new Kept(answer.RootElement.GetProperty("access_token").GetString()!, clock.GetUtcNow() + life - Margin);
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // The answer may hold a token: nothing of it is repeated.
            throw new SmtpConnectionException($"No access token could be fetched: {failure.GetType().Name}.", null, failure);
        }
    }

    private sealed record Kept(string Token, DateTimeOffset Until);
}
