using Vemap.Domain.Common;

namespace Vemap.Domain.VkmPlans;

public sealed class VkmPlan : TenantAggregate
{
    private VkmPlan()
    {
    }

    public VkmPlanId Id { get; private set; }
}
