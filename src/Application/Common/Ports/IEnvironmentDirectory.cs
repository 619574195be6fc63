namespace Vemap.Application.Common.Ports;

/// <summary>What other features need to know of the client environment they work in.</summary>
/// <param name="IsTrial">Mail reaches allow-listed addresses only.</param>
/// <param name="DutyDesk">Phone number of the authority's duty desk.</param>
/// <param name="ReleaseAbove">A Manager's mailing to more recipients than this waits for release by Organisation.</param>
/// <param name="AllowedAddresses">Addresses, or "@domain" for a whole domain, that trial mail may reach.</param>
/// <param name="AccentColour">Of its mails and screens, as "#rrggbb"; null: that of the product.</param>
public sealed record EnvironmentProfile(
    string Name,
    bool IsSuspended,
    bool IsTrial,
    MailIdentity MailIdentity,
    string? DutyDesk,
    int ReleaseAbove,
    IReadOnlyList<string> AllowedAddresses,
    string? AccentColour);

/// <summary>Reads the current client environment, so that the table is not open to every feature.</summary>
public interface IEnvironmentDirectory
{
    /// <summary>The current environment, or common.not-found.</summary>
    Task<EnvironmentProfile> GetAsync(CancellationToken cancellationToken);
}
