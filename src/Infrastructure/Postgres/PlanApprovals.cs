using Microsoft.EntityFrameworkCore;
using Vemap.Application.Common.Ports;
using Vemap.Domain.VkmPlans;

namespace Vemap.Infrastructure.Postgres;

internal sealed class PlanApprovals(VemapDbContext db) : IPlanApprovals
{
    // A covered closure is approved only as long as the plan's current version is.
    public Task<bool> HasApprovedPlanAsync(ClosureId closure, CancellationToken cancellationToken) =>
        db.Set<VkmPlanClosure>().AnyAsync(covered => covered.ClosureId == closure && covered.Status == CoverageStatus.Approved, cancellationToken);
}
