using Vemap.Domain.Users;

namespace Vemap.Infrastructure.Local;

/// <summary>Where sessions are ended without being loaded.</summary>
internal interface IOpenSessions
{
    /// <summary>Ends all sessions of a user, however many, within the command's transaction.</summary>
    Task EndAsync(UserId user, SessionEnd reason, CancellationToken cancellationToken);
}
