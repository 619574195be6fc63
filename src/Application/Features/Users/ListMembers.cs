using FluentValidation;
using MediatR;
using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Common;
using Vemap.Domain.Users;

namespace Vemap.Application.Features.Users;

/// <summary>The names of those who can become members of a project; nothing else of them.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record ListMembers(string? Cursor, int? Limit, bool? Count) : IQuery<Page<ListMembersItem>>, IPaged;

public sealed record ListMembersItem(UserId UserId, string FullName, Role Role, ContractorId? ContractorId);

internal sealed class ListMembersValidator : AbstractValidator<ListMembers>
{
    public ListMembersValidator() => this.Paged();
}

internal sealed class ListMembersHandler(IReadStore store, TimeProvider clock) : IRequestHandler<ListMembers, Page<ListMembersItem>>
{
    public async Task<Page<ListMembersItem>> Handle(ListMembers request, CancellationToken cancellationToken)
    {
        var rows = await store.ListAsync(new ListMembersSpecification(request, clock.GetUtcNow()), cancellationToken);
        return await request.Page(rows, item => [item.UserId.ToString()])
            .CountedAsync(request, () => store.CountAsync(new ListMembersSpecification(request with { Cursor = null }, clock.GetUtcNow()), cancellationToken));
    }
}

internal sealed class ListMembersSpecification(ListMembers request, DateTimeOffset now) : ReadSpecification<ListMembersItem>
{
    public override IQueryable<ListMembersItem> Query(IRows rows)
    {
        var members = from membership in rows.Of<Membership>().Where(ProjectCandidates.Memberships(now))
                      join user in rows.Of<User>().Where(ProjectCandidates.Users) on membership.UserId equals user.Id
                      select new { user.Id, user.FullName, membership.Role, membership.ContractorId };
        if (request.AfterId<User>() is { } after) members = members.Where(member => member.Id < after);
        return members.OrderByDescending(member => member.Id)
            .Take(request.Take())
            .Select(member => new ListMembersItem(member.Id, member.FullName, member.Role, member.ContractorId));
    }
}
