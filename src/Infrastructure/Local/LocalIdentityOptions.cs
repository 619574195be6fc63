using System.ComponentModel.DataAnnotations;
using Vemap.Infrastructure.Configuration;

namespace Vemap.Infrastructure.Local;

/// <summary>The settings of the embedded identity.</summary>
public sealed class LocalIdentityOptions : IOptionsSection
{
    public static string Section => "Identity";

    /// <summary>The issuer of every token, and the address of the discovery document.</summary>
    [Required]
    public string Issuer { get; set; } = "http://127.0.0.1:5080";

    [Required]
    public string ClientId { get; set; } = "vemap-web";

    public TimeSpan AccessTokenLife { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a log-in lasts, however often it is refreshed.</summary>
    public TimeSpan SessionLife { get; set; } = TimeSpan.FromDays(14);

    public TimeSpan InvitationLife { get; set; } = TimeSpan.FromDays(7);

    public TimeSpan ChallengeLife { get; set; } = TimeSpan.FromMinutes(10);

    public TimeSpan PasswordResetLife { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The sender of invitations and password resets.</summary>
    [Required]
    public string MailFrom { get; set; } = "vemap@vemap.test";

    [Range(1, 1000)]
    public int AttemptsBeforeLockout { get; set; } = 5;

    public TimeSpan Lockout { get; set; } = TimeSpan.FromMinutes(15);

    public IEnumerable<string> Faults()
    {
        (string Name, TimeSpan Value)[] times =
        [
            (nameof(AccessTokenLife), AccessTokenLife), (nameof(SessionLife), SessionLife), (nameof(InvitationLife), InvitationLife),
            (nameof(ChallengeLife), ChallengeLife), (nameof(PasswordResetLife), PasswordResetLife), (nameof(Lockout), Lockout),
        ];
        foreach (var (name, value) in times)
        {
            if (value <= TimeSpan.Zero) yield return $"Identity:{name} must be longer than zero.";
        }
    }
}
