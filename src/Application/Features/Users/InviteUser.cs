namespace Vemap.Application.Features.Users;

/// <summary>Invites somebody into the environment by e-mail. Until the person accepts, the membership grants nothing and shows what was entered here; the
/// answer does not depend on whether the address has an account.</summary>
[Access(Role.Organisation, Role.Admin)]
public sealed record InviteUser(InviteUserBody Body) : ICommand<InviteUserResult>, IHasBody<InviteUserBody>, IMetered
{
    public Usage Usage() => new(UsageKind.Invitations);
}

public sealed record InviteUserBody(
    string Email,
    string FullName,
    Role Role,
    string Language = "nl",
    string? Company = null,
    string? Phone = null,
    ContractorId? ContractorId = null,
    bool ReadOnly = false,
    DateTimeOffset? EndsAt = null);

public sealed record InviteUserResult(MembershipId Id, UserId UserId, int Version) : IVersioned;

internal sealed class InviteUserValidator : AbstractValidator<InviteUser>
{
    public InviteUserValidator()
    {
        RuleFor(request => request.Body.Email).NotEmpty().MailAddress();
        RuleFor(request => request.Body.FullName).NotEmpty().MaximumLength(200);
        RuleFor(request => request.Body.Role).IsInEnum();
        RuleFor(request => request.Body.Language).Language();
        RuleFor(request => request.Body.Company).MaximumLength(200);
        RuleFor(request => request.Body.Phone).MaximumLength(40);
    }
}

internal sealed class InviteUserHandler(
    IRepository<Membership> memberships,
    InvitedUsers users,
    EarlierProjects projects,
    InvitationMails mails,
    IReadStore store,
    IAccessReader access,
    ILocks locks,
    TimeProvider clock) : IRequestHandler<InviteUser, InviteUserResult>
{
    public async Task<InviteUserResult> Handle(InviteUser request, CancellationToken cancellationToken)
    {
        await locks.TakeAsync(LockName.Memberships, cancellationToken);
        var body = request.Body;
        await ContractorHere.RequireAsync(store, body.ContractorId, cancellationToken);
        var invitee = new Invitee(body.Email, body.FullName, body.Language, body.Company, body.Phone);
        var user = await users.FindOrAddAsync(invitee, cancellationToken);
        var membership = await JoinAsync(user.Id, new MembershipTerms(body.Role, body.ContractorId, body.ReadOnly, body.EndsAt), invitee, cancellationToken);
        await mails.RequestAsync(membership, user, invitee, cancellationToken);
        access.Forget(user.Id);
        return new InviteUserResult(membership.Id, user.Id, membership.Version);
    }

    private async Task<Membership> JoinAsync(UserId user, MembershipTerms terms, Invitee invitee, CancellationToken cancellationToken)
    {
        if (await memberships.FindAsync(MembershipSpec.OfUser(user), cancellationToken) is { } earlier)
        {
            earlier.Renew(terms, invitee, clock.GetUtcNow());
            await projects.LeaveAsync(user, cancellationToken);
            return earlier;
        }

        var membership = new Membership(MembershipId.New(), user, terms, clock.GetUtcNow());
        membership.Invite(invitee, clock.GetUtcNow());
        memberships.Add(membership);
        return membership;
    }
}
