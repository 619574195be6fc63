namespace Vemap.Application.Features.Users;

/// <summary>The people of the environment, the newest membership first.</summary>
[Access(Domain.Users.Role.Organisation, Domain.Users.Role.Admin)]
public sealed record ListUsers(Role? Role, bool? Current, string? Cursor, int? Limit, bool? Count) : IQuery<Page<UserItem>>, IPaged;

public sealed record UserItem(
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
    int Version);

internal sealed class ListUsersValidator : AbstractValidator<ListUsers>
{
    public ListUsersValidator()
    {
        RuleFor(request => request.Role).IsInEnum();
        this.Paged();
    }
}

internal sealed class ListUsersHandler(IReadStore store, TimeProvider clock) : IRequestHandler<ListUsers, Page<UserItem>>
{
    public async Task<Page<UserItem>> Handle(ListUsers request, CancellationToken cancellationToken)
    {
        var rows = await store.ListAsync(new UserPage(request, clock.GetUtcNow()), cancellationToken);
        return await request.Page(rows, item => [item.Id.ToString()])
            .CountedAsync(request, () => store.CountAsync(new UserPage(request with { Cursor = null }, clock.GetUtcNow()), cancellationToken));
    }
}

internal sealed class UserPage(ListUsers request, DateTimeOffset now) : ReadSpecification<UserItem>
{
    public override IQueryable<UserItem> Query(IRows rows)
    {
        var memberships = rows.Of<Membership>();
        if (request.Role is { } role) memberships = memberships.Where(membership => membership.Role == role);
        if (request.Current is true) memberships = memberships.Where(Membership.Current(now));
        if (request.Current is false) memberships = memberships.Where(membership => membership.EndsAt <= now);
        if (request.AfterId<Membership>() is { } after) memberships = memberships.Where(membership => membership.Id < after);
        return memberships.WithPeople(rows)
            .OrderByDescending(person => person.Membership.Id)
            .Take(request.Take())
            .Select(person => new UserItem(
                person.Membership.Id, person.Membership.UserId, person.Email, person.FullName, person.Company, person.Phone, person.Language, person.Status,
                person.Membership.Role, person.Membership.ContractorId, person.Membership.ReadOnly, person.Membership.EndsAt, person.Membership.Version));
    }
}
