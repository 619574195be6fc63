namespace Vemap.Application.Features.Users;

/// <summary>Mails a new invitation to somebody who has not come in yet; the earlier one becomes void.</summary>
[Access(Role.Organisation, Role.Admin)]
public sealed record ResendInvitation(MembershipId MembershipId, int Version) : ICommand<ResendInvitationResult>, IMetered, IHasAuditObject
{
    public Usage Usage() => new(UsageKind.InvitationResends, Subject: MembershipId.ToString());

    IId? IHasAuditObject.AuditObject => MembershipId;
}

public sealed record ResendInvitationResult(MembershipId Id, int Version) : IVersioned;

internal sealed class ResendInvitationHandler(
    IRepository<Membership> memberships,
    IRepository<User> users,
    IEnvironmentDirectory environments,
    IIdentityProvider identity,
    CallContext call,
    TimeProvider clock) : IRequestHandler<ResendInvitation, ResendInvitationResult>
{
    public async Task<ResendInvitationResult> Handle(ResendInvitation request, CancellationToken cancellationToken)
    {
        var membership = await memberships.GetAsync(MembershipSpec.ById(request.MembershipId), request.Version, cancellationToken);
        if (!membership.IsCurrent(clock.GetUtcNow())) throw UserProblems.MembershipEnded();
        var user = await users.GetAsync(UserSpec.ById(membership.UserId), cancellationToken);
        if (user.Status != UserStatus.Invited) throw UserProblems.NotInvited();
        membership.Touch(clock.GetUtcNow());
        var token = await identity.IssueInvitationAsync(user.Id, call.Environment, cancellationToken);
        var environment = await environments.GetAsync(cancellationToken);
        user.Tell(Id<AccountMailAsked>.New().Value, AccountMailKind.Invitation, token.Text, token.ExpiresAt, environment.Name);
        return new ResendInvitationResult(membership.Id, membership.Version);
    }
}
