namespace Vemap.Application.Features.Users;

/// <summary>One user of the platform.</summary>
[Access(Role.Admin)]
public sealed record GetUserAccount(UserId UserId) : IQuery<GetUserAccountResult>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => UserId;
}

public sealed record GetUserAccountResult(
    UserId Id,
    string Email,
    string FullName,
    string? Company,
    string? Phone,
    string Language,
    UserStatus Status,
    bool IsAdmin,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ActivatedAt,
    int Version) : IVersioned;

internal sealed class GetUserAccountHandler(IReadStore store) : IRequestHandler<GetUserAccount, GetUserAccountResult>
{
    public Task<GetUserAccountResult> Handle(GetUserAccount request, CancellationToken cancellationToken) =>
        store.GetAsync(new AccountById(request.UserId), cancellationToken);
}

internal sealed class AccountById(UserId id) : ReadSpecification<GetUserAccountResult>
{
    public override IQueryable<GetUserAccountResult> Query(IRows rows) =>
        rows.Of<User>().Where(user => user.Id == id).Select(user => new GetUserAccountResult(
            user.Id, user.Email, user.FullName, user.Company, user.Phone, user.Language, user.Status, user.IsAdmin, user.CreatedAt, user.ActivatedAt, user.Version));
}
