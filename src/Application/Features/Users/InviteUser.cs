using Vemap.Domain.Contractors;
using Vemap.Domain.Projects;

namespace Vemap.Application.Features.Users;

/// <summary>Invites somebody into the environment by e-mail; whoever has an account already is added and told so.</summary>
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
    IRepository<User> users,
    IRepository<Membership> memberships,
    IRepository<Project> projects,
    IReadStore store,
    IEnvironmentDirectory environments,
    IIdentityProvider identity,
    IAccessReader access,
    ILocks locks,
    CallContext call,
    TimeProvider clock) : IRequestHandler<InviteUser, InviteUserResult>
{
    public async Task<InviteUserResult> Handle(InviteUser request, CancellationToken cancellationToken)
    {
        await locks.TakeAsync(LockName.Memberships, cancellationToken);
        var terms = new MembershipTerms(request.Body.Role, request.Body.ContractorId, request.Body.ReadOnly, request.Body.EndsAt);
        if (terms.ContractorId is { } contractor && await store.CountAsync(new ContractorHere(contractor), cancellationToken) == 0)
            throw UserProblems.UnknownContractor();

        var user = await FindOrAddAsync(request.Body, cancellationToken);
        var membership = await JoinAsync(user, terms, cancellationToken);
        await TellAsync(user, cancellationToken);
        access.Forget(user.Id);
        return new InviteUserResult(membership.Id, user.Id, membership.Version);
    }

    private async Task<User> FindOrAddAsync(InviteUserBody body, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(UserSpec.WithEmail(body.Email), cancellationToken) is { } known)
            return known.Status == UserStatus.Disabled ? throw UserProblems.Disabled() : known;

        var user = new User(UserId.New(), body.Email, body.FullName, body.Language, clock.GetUtcNow());
        user.Describe(body.Company, body.Phone, clock.GetUtcNow());
        users.Add(user);
        return user;
    }

    private async Task<Membership> JoinAsync(User user, MembershipTerms terms, CancellationToken cancellationToken)
    {
        if (await memberships.FindAsync(MembershipSpec.OfUser(user.Id), cancellationToken) is { } earlier)
        {
            earlier.Renew(terms, clock.GetUtcNow());
            await LeaveAsync(user.Id, cancellationToken);
            return earlier;
        }

        var membership = new Membership(MembershipId.New(), user.Id, terms, clock.GetUtcNow());
        memberships.Add(membership);
        return membership;
    }

    // A membership that ended by its date ended without an event, and the event of one that was ended may not have been heard yet: whoever
    // comes back is in no project of before, from the very moment on that they are back.
    private async Task LeaveAsync(UserId user, CancellationToken cancellationToken)
    {
        foreach (var project in await projects.ListAsync(ProjectSpec.WithMember(user), cancellationToken)) project.Forget(user, clock.GetUtcNow());
    }

    private async Task TellAsync(User user, CancellationToken cancellationToken)
    {
        var (kind, token) = user.Status == UserStatus.Invited
            ? (AccountMailKind.Invitation, await identity.IssueInvitationAsync(user.Id, call.Environment, cancellationToken))
            : (AccountMailKind.AddedToEnvironment, null);
        var environment = await environments.GetAsync(cancellationToken);
        user.Tell(Id<AccountMailAsked>.New().Value, kind, token?.Text, token?.ExpiresAt, environment.Name);
    }
}

/// <summary>The contractor, if it is one of this environment.</summary>
internal sealed class ContractorHere(ContractorId id) : ReadSpecification<ContractorId>
{
    public override IQueryable<ContractorId> Query(IRows rows) => rows.Of<Contractor>().Where(contractor => contractor.Id == id).Select(contractor => contractor.Id);
}
