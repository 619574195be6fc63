namespace Vemap.Application.Features.Users;

/// <summary>One person of the environment, with what their membership grants.</summary>
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
        from membership in rows.Of<Membership>()
        join user in rows.Of<User>() on membership.UserId equals user.Id
        where membership.Id == id
        select new GetUserResult(
            membership.Id, user.Id, user.Email, user.FullName, user.Company, user.Phone, user.Language, user.Status,
            membership.Role, membership.ContractorId, membership.ReadOnly, membership.EndsAt, membership.CreatedAt, membership.Version);
}
