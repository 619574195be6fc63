using Vemap.Domain.Users;

namespace Vemap.Infrastructure.Local;

/// <summary>Decides whether a user whose identity is proved may have a session.</summary>
internal sealed class LogInPermission(IOwnMemberships memberships)
{
    /// <summary>Nobody logs in whose environments are all suspended; a member of another one does.</summary>
    public async Task<bool> HasAsync(User user, CancellationToken cancellationToken)
    {
        if (user.Status != UserStatus.Active) return false;
        var own = user.IsAdmin ? [] : await memberships.ListAsync(user.Id, cancellationToken);
        return own.Count == 0 || own.Any(membership => !membership.IsSuspended);
    }
}
