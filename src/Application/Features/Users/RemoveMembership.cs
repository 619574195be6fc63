namespace Vemap.Application.Features.Users;

/// <summary>Ends somebody's membership at once; what they did keeps their name.</summary>
[Access(Role.Organisation, Role.Admin)]
public sealed record RemoveMembership(MembershipId MembershipId, int Version) : ICommand, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => MembershipId;
}

internal sealed class RemoveMembershipHandler(
    IRepository<Membership> memberships,
    IReadStore store,
    IAccessReader access,
    ILocks locks,
    TimeProvider clock) : IRequestHandler<RemoveMembership, Unit>
{
    public async Task<Unit> Handle(RemoveMembership request, CancellationToken cancellationToken)
    {
        await locks.TakeAsync(LockName.Memberships, cancellationToken);
        var membership = await memberships.GetAsync(MembershipSpec.ById(request.MembershipId), request.Version, cancellationToken);
        membership.End(await LastOrganisation.IsAsync(store, membership, cancellationToken), clock.GetUtcNow());
        access.Forget(membership.UserId);
        return Unit.Value;
    }
}
