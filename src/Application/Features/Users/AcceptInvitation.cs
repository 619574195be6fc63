namespace Vemap.Application.Features.Users;

/// <summary>Somebody who is logged in accepts the invitation to an environment: the membership grants its role, and the environment sees their
/// profile.</summary>
[Access(Audience.SignedIn)]
public sealed record AcceptInvitation(MembershipId MembershipId, int Version) : ICommand<AcceptInvitationResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => MembershipId;
}

public sealed record AcceptInvitationResult(MembershipId Id, int Version) : IVersioned;

internal sealed class AcceptInvitationHandler(IRepository<Membership> memberships, IRepository<User> users, IAccessReader access, CallContext call,
    TimeProvider clock)
    : IRequestHandler<AcceptInvitation, AcceptInvitationResult>
{
    public async Task<AcceptInvitationResult> Handle(AcceptInvitation request, CancellationToken cancellationToken)
    {
        var membership = await memberships.GetAsync(MembershipSpec.OwnById(call.User, request.MembershipId), request.Version, cancellationToken);
        if (membership.Invitee is { } invitee)
            (await users.GetAsync(UserSpec.ById(call.User), cancellationToken)).AdoptProfile(invitee, clock.GetUtcNow());
        membership.Accept(clock.GetUtcNow());
        access.Forget(call.User);
        return new AcceptInvitationResult(membership.Id, membership.Version);
    }
}
