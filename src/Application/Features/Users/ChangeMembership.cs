namespace Vemap.Application.Features.Users;

/// <summary>Changes somebody's role, contractor, read-only flag or end date; it works within five seconds.</summary>
[Access(Role.Organisation, Role.Admin)]
public sealed record ChangeMembership(MembershipId MembershipId, int Version, ChangeMembershipBody Body)
    : ICommand<ChangeMembershipResult>, IHasBody<ChangeMembershipBody>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => MembershipId;
}

public sealed record ChangeMembershipBody(Role Role, ContractorId? ContractorId, bool ReadOnly, DateTimeOffset? EndsAt);

public sealed record ChangeMembershipResult(MembershipId Id, int Version) : IVersioned;

internal sealed class ChangeMembershipValidator : AbstractValidator<ChangeMembership>
{
    public ChangeMembershipValidator() => RuleFor(request => request.Body.Role).IsInEnum();
}

internal sealed class ChangeMembershipHandler(
    IRepository<Membership> memberships,
    IReadStore store,
    IAccessReader access,
    ILocks locks,
    TimeProvider clock) : IRequestHandler<ChangeMembership, ChangeMembershipResult>
{
    public async Task<ChangeMembershipResult> Handle(ChangeMembership request, CancellationToken cancellationToken)
    {
        await locks.TakeAsync(LockName.Memberships, cancellationToken);
        var membership = await memberships.GetAsync(MembershipSpec.ById(request.MembershipId), request.Version, cancellationToken);
        var terms = new MembershipTerms(request.Body.Role, request.Body.ContractorId, request.Body.ReadOnly, request.Body.EndsAt);
        await ContractorHere.RequireAsync(store, terms.ContractorId, cancellationToken);
        membership.Change(terms, await LastOrganisation.IsAsync(store, membership, cancellationToken), clock.GetUtcNow());
        access.Forget(membership.UserId);
        return new ChangeMembershipResult(membership.Id, membership.Version);
    }
}
