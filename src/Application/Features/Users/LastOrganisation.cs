namespace Vemap.Application.Features.Users;

/// <summary>Whether the environment would be left without anybody who runs it; asked under the lock "memberships".</summary>
internal static class LastOrganisation
{
    public static async Task<bool> IsAsync(IReadStore store, Membership membership, CancellationToken cancellationToken) =>
        membership is { Role: Role.Organisation, ReadOnly: false, EndsAt: null }
        && await store.CountAsync(new OthersWhoRunIt(membership.Id), cancellationToken) == 0;

    private sealed class OthersWhoRunIt(MembershipId except) : ReadSpecification<MembershipId>
    {
        public override IQueryable<MembershipId> Query(IRows rows) =>
            from membership in rows.Of<Membership>()
            join user in rows.Of<User>() on membership.UserId equals user.Id
            where membership.Id != except
                && membership.Role == Role.Organisation
                && !membership.ReadOnly
                && membership.EndsAt == null
                && (membership.InviteeFullName != null || user.Status != UserStatus.Disabled)
            select membership.Id;
    }
}
