namespace Vemap.Infrastructure.Local;

/// <summary>Section "Identity" of the configuration.</summary>
public sealed class LocalIdentityOptions
{
    /// <summary>Stands in every token and is where the discovery document is found.</summary>
    public string Issuer { get; set; } = "http://127.0.0.1:5080";

    public string ClientId { get; set; } = "vemap-web";

    public TimeSpan AccessTokenLife { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a log-in lasts, however often it is refreshed.</summary>
    public TimeSpan SessionLife { get; set; } = TimeSpan.FromDays(14);

    public TimeSpan InvitationLife { get; set; } = TimeSpan.FromDays(7);

    public TimeSpan ChallengeLife { get; set; } = TimeSpan.FromMinutes(10);

    public TimeSpan PasswordResetLife { get; set; } = TimeSpan.FromHours(1);

    public int AttemptsBeforeLockout { get; set; } = 5;

    public TimeSpan Lockout { get; set; } = TimeSpan.FromMinutes(15);
}
