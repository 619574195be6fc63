namespace Vemap.Application.Features.Users;

/// <summary>One person of the environment, with what their membership grants. Until they accept the invitation, name and contact details are those that were
/// entered here.</summary>
[Access(Role.Organisation, Role.Admin)]
public sealed record GetUser(MembershipId MembershipId) : IQuery<GetUserResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => MembershipId;
}

public sealed record GetUserResult(
    MembershipId Id,
    UserId UserId,
    string Email,
    string FullName,
    string? Company,
    string? Phone,
    string Language,
    UserStatus Status,
    Role Role,
    ContractorId? ContractorId,
    bool ReadOnly,
    DateTimeOffset? EndsAt,
    DateTimeOffset InvitedAt,
    int Version) : IVersioned;

internal sealed class GetUserHandler(IReadStore store) : IRequestHandler<GetUser, GetUserResult>
{
    public Task<GetUserResult> Handle(GetUser request, CancellationToken cancellationToken) =>
        store.GetAsync(new UserByMembership(request.MembershipId), cancellationToken);
}

internal sealed class UserByMembership(MembershipId id) : ReadSpecification<GetUserResult>
{
    public override IQueryable<GetUserResult> Query(IRows rows) =>
        rows.Of<Membership>().Where(membership => membership.Id == id).WithPeople(rows).Select(person => new GetUserResult(
            person.Membership.Id, person.Membership.UserId, person.Email, person.FullName, person.Company, person.Phone, person.Language, person.Status,
            person.Membership.Role, person.Membership.ContractorId, person.Membership.ReadOnly, person.Membership.EndsAt, person.Membership.CreatedAt,
                person.Membership.Version));
}
