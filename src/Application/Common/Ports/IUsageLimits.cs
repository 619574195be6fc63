using System.ComponentModel.DataAnnotations;

namespace Vemap.Application.Common.Ports;

/// <summary>Counts usage in the database, in the command's transaction: a limit holds for all programs together, and what is rolled back does not count.</summary>
public interface IUsageLimits
{
    /// <summary>Counts usage in the current environment, or refuses it as common.limit-reached.</summary>
    Task CountAsync(Usage usage, CancellationToken cancellationToken);
}

/// <summary>Counts the requests of each client environment's members, in this process.</summary>
public interface IRequestRate
{
    /// <summary>Counts one request, or refuses it as common.limit-reached.</summary>
    void Count(ClientEnvironmentId environment);
}

/// <summary>Section "Limits" of the configuration.</summary>
public sealed class LimitOptions
{
    /// <summary>Requests of one signed-in user, or of one address without an access token.</summary>
    [Range(1, int.MaxValue)]
    public int RequestsPerMinute { get; set; } = 6_000;

    /// <summary>Requests of all members of one environment together.</summary>
    [Range(1, int.MaxValue)]
    public int EnvironmentRequestsPerMinute { get; set; } = 60_000;

    [Range(1, int.MaxValue)]
    public int InvitationsPerHour { get; set; } = 200;

    /// <summary>Repeated invitations to one person.</summary>
    [Range(1, int.MaxValue)]
    public int InvitationResendsPerHour { get; set; } = 5;

    [Range(1, int.MaxValue)]
    public int TestMailsPerHour { get; set; } = 60;

    /// <summary>Files that are announced for upload, logos too.</summary>
    [Range(1, int.MaxValue)]
    public int UploadsPerHour { get; set; } = 1_000;

    /// <summary>Recipients of the mailings that one environment sends.</summary>
    [Range(1, int.MaxValue)]
    public int MailsPerDay { get; set; } = 100_000;
}
