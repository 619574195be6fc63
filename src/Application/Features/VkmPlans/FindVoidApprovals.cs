using Vemap.Domain.Closures;

namespace Vemap.Application.Features.VkmPlans;

/// <summary>Confirmed closures that have lost the approval of their plan: by a new version, a revocation, or because the plan covers them no longer.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record FindVoidApprovals(string? Cursor, int? Limit, bool? Count) : IQuery<Page<VoidApprovalItem>>, IPaged;

public sealed record VoidApprovalItem(ClosureId ClosureId, ProjectId ProjectId, string Number, string Title, DateTimeOffset StartsAt);

internal sealed class FindVoidApprovalsValidator : AbstractValidator<FindVoidApprovals>
{
    public FindVoidApprovalsValidator() => this.Paged();
}

internal sealed class FindVoidApprovalsHandler(IReadStore store) : IRequestHandler<FindVoidApprovals, Page<VoidApprovalItem>>
{
    public async Task<Page<VoidApprovalItem>> Handle(FindVoidApprovals request, CancellationToken cancellationToken)
    {
        var rows = await store.ListAsync(new VoidApprovals(request), cancellationToken);
        return await request.Page(rows, item => [item.ClosureId.ToString()])
            .CountedAsync(request, () => store.CountAsync(new VoidApprovals(request with { Cursor = null }), cancellationToken));
    }
}

internal sealed class VoidApprovals(FindVoidApprovals request) : ReadSpecification<VoidApprovalItem>
{
    public override IQueryable<VoidApprovalItem> Query(IRows rows)
    {
        var closures = rows.Of<Closure>().Where(PlanApproval.IsVoidFilter);
        if (request.AfterId<Closure>() is { } after) closures = closures.Where(closure => closure.Id < after);
        return closures.OrderByDescending(closure => closure.Id)
            .Take(request.Take())
            .Select(closure => new VoidApprovalItem(closure.Id, closure.ProjectId, closure.Number, closure.Title, closure.StartsAt));
    }
}
