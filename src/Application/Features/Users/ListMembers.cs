namespace Vemap.Application.Features.Users;

/// <summary>The names and roles of those who can become members of a project.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record ListMembers(string? Cursor, int? Limit, bool? Count) : IQuery<Page<MemberItem>>, IPaged;

public sealed record MemberItem(UserId UserId, string FullName, Role Role, ContractorId? ContractorId);

internal sealed class ListMembersValidator : AbstractValidator<ListMembers>
{
    public ListMembersValidator() => this.Paged();
}

internal sealed class ListMembersHandler(IReadStore store, TimeProvider clock) : IRequestHandler<ListMembers, Page<MemberItem>>
{
    public async Task<Page<MemberItem>> Handle(ListMembers request, CancellationToken cancellationToken)
    {
        var rows = await store.ListAsync(new MemberPage(request, clock.GetUtcNow()), cancellationToken);
        return await request.Page(rows, item => [item.UserId.ToString()])
            .CountedAsync(request, () => store.CountAsync(new MemberPage(request with { Cursor = null }, clock.GetUtcNow()), cancellationToken));
    }
}

internal sealed class MemberPage(ListMembers request, DateTimeOffset now) : ReadSpecification<MemberItem>
{
    public override IQueryable<MemberItem> Query(IRows rows)
    {
        var members = rows.Of<Membership>().CandidatesAt(rows.Of<User>(), now);
        if (request.AfterId<User>() is { } after) members = members.Where(member => member.UserId < after);
        return members.WithPeople(rows)
            .OrderByDescending(person => person.Membership.UserId)
            .Take(request.Take())
            .Select(person => new MemberItem(person.Membership.UserId, person.FullName, person.Membership.Role, person.Membership.ContractorId));
    }
}
