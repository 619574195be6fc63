using Microsoft.EntityFrameworkCore;
using Vemap.Domain.Closures;
using Vemap.Domain.Files;
using Vemap.Domain.VkmPlans;

namespace Vemap.Infrastructure.Postgres;

internal sealed class PlanApprovals(VemapDbContext db) : IPlanApprovals
{
    // A closure is approved only while the current version of the plan is.
    public async Task<IReadOnlyList<ApprovedPlan>> ApprovedPlansAsync(ProjectId project, ClosureId closure, CancellationToken cancellationToken)
    {
        if (!await db.Set<Closure>().AnyAsync(row => row.Id == closure && row.ProjectId == project, cancellationToken)) throw CommonProblems.NotFound();
        var plans =
            from covered in db.Set<VkmPlanClosure>()
            join plan in db.Set<VkmPlan>() on covered.VkmPlanId equals plan.Id
            join version in db.Set<VkmPlanVersion>() on new { covered.VkmPlanId, Number = plan.CurrentVersion } equals new { version.VkmPlanId, version.Number }
            join file in db.Set<StoredFile>() on version.FileId equals file.Id
            where covered.ClosureId == closure && covered.Status == CoverageStatus.Approved
            orderby plan.Id descending
            select new ApprovedPlan(plan.Id, plan.Title, version.Number, covered.ApprovedContentVersion, version.Sha256, file.Id, file.Name, file.ContentType,
                file.Size, file.ClosureId!.Value, file.Status);
        // The caller may see the closure, so the filter of the project is lifted. The filter of the environment stays.
        return await plans.IgnoreQueryFilters([VemapDbContext.AccessFilter]).ToListAsync(cancellationToken);
    }
}
