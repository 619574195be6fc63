namespace Vemap.Application.Features.Users;

/// <summary>Whether the platform would be left without anybody who runs it; asked under the lock.</summary>
internal static class LastAdmin
{
    /// <summary>Whoever makes or unmakes an active Admin takes it before the first read.</summary>
    public const string Lock = "admins";

    public static async Task<bool> IsAsync(IRepository<User> users, User user, CancellationToken cancellationToken) =>
        user is { IsAdmin: true, Status: UserStatus.Active } && !await users.AnyAsync(UserSpec.OtherActiveAdmins(user.Id), cancellationToken);
}
