namespace Vemap.Application.Features.Users;

/// <summary>Whether the platform would be left without anybody who runs it; asked under the lock LockName.Admins.</summary>
internal static class LastAdmin
{
    public static async Task<bool> IsAsync(IRepository<User> users, User user, CancellationToken cancellationToken) =>
        user is { IsAdmin: true, Status: UserStatus.Active } && !await users.AnyAsync(UserSpec.OtherActiveAdmins(user.Id), cancellationToken);
}
