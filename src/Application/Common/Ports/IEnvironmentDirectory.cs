using Vemap.Domain.ClientEnvironments;

namespace Vemap.Application.Common.Ports;

/// <summary>What other features may know of the current client environment.</summary>
/// <param name="IsTrial">Mail goes only to addresses on the allow-list.</param>
/// <param name="DutyDesk">Phone number of the authority's duty desk.</param>
/// <param name="ReleaseAbove">A Manager's mailing to more recipients than this waits for release by Organisation.</param>
/// <param name="AllowedAddresses">Addresses, or "@domain" for a whole domain, that trial mail may reach.</param>
/// <param name="Area">Where its closures lie.</param>
/// <param name="AccentColour">Of its mails and screens, as "#rrggbb"; null: that of the product.</param>
public sealed record EnvironmentProfile(
    string Name,
    bool IsSuspended,
    bool IsTrial,
    MailIdentity MailIdentity,
    string? DutyDesk,
    int ReleaseAbove,
    IReadOnlyList<string> AllowedAddresses,
    string? AccentColour,
    EnvironmentArea Area);

/// <summary>Looks up the current client environment, so that features need no access to the table of environments.</summary>
public interface IEnvironmentDirectory
{
    /// <summary>The current environment, or common.not-found.</summary>
    Task<EnvironmentProfile> GetAsync(CancellationToken cancellationToken);
}
