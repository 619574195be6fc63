namespace Vemap.Application.Features.Users;

/// <summary>All users of the platform, the newest first; email finds one address, isAdmin those who run the platform.</summary>
[Access(Role.Admin)]
public sealed record ListAllUsers(string? Email, UserStatus? Status, bool? IsAdmin, string? Cursor, int? Limit, bool? Count) : IQuery<Page<AccountItem>>, IPaged;

public sealed record AccountItem(
    UserId Id,
    string Email,
    string FullName,
    string? Company,
    string? Phone,
    string Language,
    UserStatus Status,
    bool IsAdmin,
    DateTimeOffset CreatedAt,
    int Version);

internal sealed class ListAllUsersValidator : AbstractValidator<ListAllUsers>
{
    public ListAllUsersValidator()
    {
        RuleFor(request => request.Email).MaximumLength(MailAddressRule.MaxLength);
        RuleFor(request => request.Status).IsInEnum();
        this.Paged();
    }
}

internal sealed class ListAllUsersHandler(IReadStore store) : IRequestHandler<ListAllUsers, Page<AccountItem>>
{
    public async Task<Page<AccountItem>> Handle(ListAllUsers request, CancellationToken cancellationToken)
    {
        var rows = await store.ListAsync(new AccountPage(request), cancellationToken);
        return await request.Page(rows, item => [item.Id.ToString()])
            .CountedAsync(request, () => store.CountAsync(new AccountPage(request with { Cursor = null }), cancellationToken));
    }
}

internal sealed class AccountPage(ListAllUsers request) : ReadSpecification<AccountItem>
{
    public override IQueryable<AccountItem> Query(IRows rows)
    {
        var users = rows.Of<User>();
        if (request.Email is not null)
        {
            var (canonical, typed) = (MailAddress.Canonical(request.Email), request.Email.Trim().ToLowerInvariant());
            users = users.Where(user => user.CanonicalEmail == canonical || user.CanonicalEmail == typed);
        }

        if (request.Status is { } status) users = users.Where(user => user.Status == status);
        if (request.IsAdmin is { } isAdmin) users = users.Where(user => user.IsAdmin == isAdmin);
        if (request.AfterId<User>() is { } after) users = users.Where(user => user.Id < after);
        return users.OrderByDescending(user => user.Id)
            .Take(request.Take())
            .Select(user => new AccountItem(
                user.Id, user.Email, user.FullName, user.Company, user.Phone, user.Language, user.Status, user.IsAdmin, user.CreatedAt, user.Version));
    }
}
