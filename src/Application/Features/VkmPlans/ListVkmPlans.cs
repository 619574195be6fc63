using Vemap.Domain.Projects;
using Vemap.Domain.VkmPlans;

namespace Vemap.Application.Features.VkmPlans;

/// <summary>The plans of a project, the newest first; status gives those whose current version is in one of these states, closureId those that cover
/// it.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record ListVkmPlans(
    ProjectId ProjectId,
    ReviewFilter? Review,
    IReadOnlyList<VkmPlanVersionStatus>? Status,
    ClosureId? ClosureId, string? Cursor, int? Limit, bool? Count) : IQuery<Page<VkmPlanItem>>, IPaged, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ProjectId;
}

internal sealed class ListVkmPlansValidator : AbstractValidator<ListVkmPlans>
{
    public ListVkmPlansValidator()
    {
        RuleFor(request => request.Review).IsInEnum();
        this.Paged();
    }
}

internal sealed class ListVkmPlansHandler(IReadStore store) : IRequestHandler<ListVkmPlans, Page<VkmPlanItem>>
{
    public async Task<Page<VkmPlanItem>> Handle(ListVkmPlans request, CancellationToken cancellationToken)
    {
        VkmPlanItems Plans(VkmPlanId? after) => new(request.ProjectId, request.Review, request.Status, request.ClosureId, after, request.Take());
        var rows = await store.ListAsync(Plans(request.AfterId<VkmPlan>()), cancellationToken);
        if (rows.Count == 0) await store.GetAsync(new ProjectOfPlans(request.ProjectId), cancellationToken);
        return await request.Page(rows, item => [item.Id.ToString()])
            .CountedAsync(request, () => store.CountAsync(Plans(after: null), cancellationToken));
    }
}

internal sealed class ProjectOfPlans(ProjectId id) : ReadSpecification<ProjectId>
{
    public override IQueryable<ProjectId> Query(IRows rows) => rows.Of<Project>().Where(project => project.Id == id).Select(project => project.Id);
}
