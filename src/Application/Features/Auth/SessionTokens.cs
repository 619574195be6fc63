using System.Text.Json.Serialization;

namespace Vemap.Application.Features.Auth;

/// <summary>What a log-in gives: the access token in the answer, the refresh token in a cookie only.</summary>
public sealed record SessionTokens(string AccessToken, string TokenType, int ExpiresIn)
{
    [JsonIgnore]
    public string RefreshToken { get; private init; } = "";

    [JsonIgnore]
    public DateTimeOffset RefreshTokenExpiresAt { get; private init; }

    internal static SessionTokens From(SignedIn signedIn) => new(signedIn.AccessToken, "Bearer", (int)signedIn.AccessTokenLife.TotalSeconds)
    {
        RefreshToken = signedIn.RefreshToken,
        RefreshTokenExpiresAt = signedIn.RefreshTokenExpiresAt,
    };

    // A record's text is its values; a token must not come into a log that way.
    public override string ToString() => nameof(SessionTokens);
}

/// <summary>What is asked before there is a session.</summary>
public sealed record Challenge(ChallengeKind Kind, string Token, DateTimeOffset ExpiresAt)
{
    internal static Challenge? From(PendingChallenge? pending) => pending is null ? null : new(pending.Kind, pending.Token, pending.ExpiresAt);

    public override string ToString() => nameof(Challenge);
}
