using System.Globalization;

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
        this.Paged(keys: 2);
        RuleFor(request => request.Cursor).Must((request, cursor) => cursor is null || request.After() is not [var createdAt, _]
            || AccountPage.TryInstant(createdAt, out _))
            .WithErrorCode("unknown-cursor").WithMessage("Take the cursor from the next link of the page before.");
    }
}

internal sealed class ListAllUsersHandler(IReadStore store) : IRequestHandler<ListAllUsers, Page<AccountItem>>
{
    public async Task<Page<AccountItem>> Handle(ListAllUsers request, CancellationToken cancellationToken)
    {
        var rows = await store.ListAsync(new AccountPage(request), cancellationToken);
        return await request.Page(rows, item => [item.CreatedAt.UtcTicks.ToString(CultureInfo.InvariantCulture), item.Id.ToString()])
            .CountedAsync(request, () => store.CountAsync(new AccountPage(request with { Cursor = null }), cancellationToken));
    }
}

internal sealed class AccountPage(ListAllUsers request) : ReadSpecification<AccountItem>
{
    public static bool TryInstant(string ticks, out DateTimeOffset instant)
    {
        var isInstant = long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= DateTimeOffset.MaxValue.Ticks;
        instant = new DateTimeOffset(isInstant ? value : 0, TimeSpan.Zero);
        return isInstant;
    }

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
        if (request.After() is [var createdAt, var id] && TryInstant(createdAt, out var last))
        {
            var lastId = UserId.Parse(id, null);
            users = users.Where(user => user.CreatedAt < last || (user.CreatedAt == last && user.Id < lastId));
        }

        return users.OrderByDescending(user => user.CreatedAt).ThenByDescending(user => user.Id)
            .Take(request.Take())
            .Select(user => new AccountItem(
                user.Id, user.Email, user.FullName, user.Company, user.Phone, user.Language, user.Status, user.IsAdmin, user.CreatedAt, user.Version));
    }
}
