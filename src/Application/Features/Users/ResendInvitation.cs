namespace Vemap.Application.Features.Users;

/// <summary>Mails a new invitation to somebody who has not accepted yet; this environment's earlier link becomes void.</summary>
[Access(Role.Organisation, Role.Admin)]
public sealed record ResendInvitation(MembershipId MembershipId, int Version) : ICommand<ResendInvitationResult>, IMetered, IHasAuditObject
{
    public Usage Usage() => new(UsageKind.InvitationResends, Subject: MembershipId.ToString());

    IId? IHasAuditObject.AuditObject => MembershipId;
}

public sealed record ResendInvitationResult(MembershipId Id, int Version) : IVersioned;

internal sealed class ResendInvitationHandler(IRepository<Membership> memberships, IRepository<User> users, InvitationMails mails, TimeProvider clock)
    : IRequestHandler<ResendInvitation, ResendInvitationResult>
{
    public async Task<ResendInvitationResult> Handle(ResendInvitation request, CancellationToken cancellationToken)
    {
        var membership = await memberships.GetAsync(MembershipSpec.ById(request.MembershipId), request.Version, cancellationToken);
        if (!membership.IsCurrent(clock.GetUtcNow())) throw UserProblems.MembershipEnded();
        var user = await users.GetAsync(UserSpec.ById(membership.UserId), cancellationToken);
        // The user's own status decides only for memberships that were made before invitations had to be accepted.
        if (membership.Invitee is null && user.Status != UserStatus.Invited) throw UserProblems.NotInvited();
        membership.Touch(clock.GetUtcNow());
        await mails.RequestAsync(membership, user, membership.Invitee ?? new Invitee(user.Email, user.FullName, user.Language), cancellationToken);
        return new ResendInvitationResult(membership.Id, membership.Version);
    }
}
