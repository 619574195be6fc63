namespace Vemap.Application.Common.Ports;

/// <summary>Reads one user's own memberships across all environments.</summary>
public interface IOwnMemberships
{
    /// <summary>The current ones, by environment name.</summary>
    Task<IReadOnlyList<OwnMembership>> ListAsync(UserId user, CancellationToken cancellationToken);
}

/// <summary>A membership as its holder sees it. A pending one grants nothing until its holder accepts the invitation.</summary>
public sealed record OwnMembership(
    ClientEnvironmentId EnvironmentId,
    string Slug,
    string Name,
    string? AccentColour,
    FileId? LogoFileId,
    bool IsTrial,
    bool IsSuspended,
    MembershipId MembershipId,
    Role Role,
    ContractorId? ContractorId,
    bool ReadOnly,
    DateTimeOffset? EndsAt,
    bool IsPending,
    int Version);
