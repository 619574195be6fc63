namespace Vemap.Application.Common.Ports;

/// <summary>What the database holds about a caller, at most five seconds old.</summary>
/// <param name="Known">The user exists and is active, and the session is alive.</param>
/// <param name="IsAdmin">The user runs the platform.</param>
/// <param name="EnvironmentExists">There is such a client environment.</param>
/// <param name="EnvironmentSuspended">Its members may not work in it.</param>
/// <param name="Membership">What the membership grants, or null without a current one.</param>
public sealed record AccessFacts(bool Known, bool IsAdmin, bool EnvironmentExists, bool EnvironmentSuspended, Access? Membership);

/// <summary>Reads in one statement what a caller may do.</summary>
public interface IAccessReader
{
    /// <summary>The facts about this user's session within this environment (empty: the platform).</summary>
    Task<AccessFacts> ReadAsync(UserId user, SessionId session, ClientEnvironmentId environment, CancellationToken cancellationToken);

    /// <summary>Forgets what is cached about a user, after the user's rights were changed here.</summary>
    void Forget(UserId user);
}
