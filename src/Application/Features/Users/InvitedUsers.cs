namespace Vemap.Application.Features.Users;

/// <summary>Finds the user whom an environment invites, or adds one without a profile. Whether it was found must not show in any answer.</summary>
internal sealed class InvitedUsers(IRepository<User> users, TimeProvider clock)
{
    public async Task<User> FindOrAddAsync(Invitee invitee, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(UserSpec.WithEmail(invitee.Email), cancellationToken) is { } known) return known;
        var user = User.WithoutProfile(UserId.NewWithoutTime(), invitee, clock.GetUtcNow());
        users.Add(user);
        return user;
    }
}
