namespace Vemap.Domain.Users;

/// <summary>What an environment entered about a person whom it invites. It belongs to that environment until the person accepts the invitation.</summary>
public sealed record Invitee(string Email, string FullName, string Language, string? Company = null, string? Phone = null)
{
    /// <summary>In lower case.</summary>
    public string Email { get; } = Email.Trim().ToLowerInvariant();
}
