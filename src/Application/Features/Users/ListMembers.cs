namespace Vemap.Application.Features.Users;

/// <summary>The names of those who can become members of a project; nothing else of them.</summary>
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
        var members = from membership in rows.Of<Membership>().CandidatesAt(now)
                      join user in rows.Of<User>().Where(ProjectCandidates.Users) on membership.UserId equals user.Id
                      select new { user.Id, user.FullName, membership.Role, membership.ContractorId };
        if (request.AfterId<User>() is { } after) members = members.Where(member => member.Id < after);
        return members.OrderByDescending(member => member.Id)
            .Take(request.Take())
            .Select(member => new MemberItem(member.Id, member.FullName, member.Role, member.ContractorId));
    }
}
