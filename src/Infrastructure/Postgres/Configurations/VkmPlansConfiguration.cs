using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Vemap.Domain.VkmPlans;
using Vemap.Infrastructure.Postgres.Conventions;

namespace Vemap.Infrastructure.Postgres.Configurations;

internal sealed class VkmPlanConfiguration : IEntityTypeConfiguration<VkmPlan>
{
    public void Configure(EntityTypeBuilder<VkmPlan> builder)
    {
        builder.ToTenantTable("vkm_plans");
        builder.Ignore(plan => plan.Current);
        builder.HasParts<VkmPlan, VkmPlanVersion>(nameof(VkmPlan.Versions), nameof(VkmPlanVersion.VkmPlanId));
        builder.HasParts<VkmPlan, VkmPlanClosure>(nameof(VkmPlan.Closures), nameof(VkmPlanClosure.VkmPlanId));
        builder.HasParts<VkmPlan, VkmPlanReview>(nameof(VkmPlan.Reviews), nameof(VkmPlanReview.VkmPlanId));
    }
}

internal sealed class VkmPlanVersionConfiguration : IEntityTypeConfiguration<VkmPlanVersion>
{
    public void Configure(EntityTypeBuilder<VkmPlanVersion> builder) =>
        builder.ToTenantTable("vkm_plan_versions", nameof(VkmPlanVersion.VkmPlanId), nameof(VkmPlanVersion.Number));
}

internal sealed class VkmPlanClosureConfiguration : IEntityTypeConfiguration<VkmPlanClosure>
{
    public void Configure(EntityTypeBuilder<VkmPlanClosure> builder) =>
        builder.ToTenantTable("vkm_plan_closures", nameof(VkmPlanClosure.VkmPlanId), nameof(VkmPlanClosure.ClosureId));
}

internal sealed class VkmPlanReviewConfiguration : IEntityTypeConfiguration<VkmPlanReview>
{
    public void Configure(EntityTypeBuilder<VkmPlanReview> builder)
    {
        builder.ToTenantTable("vkm_plan_reviews", nameof(VkmPlanReview.VkmPlanId), nameof(VkmPlanReview.Number));
        builder.Property(review => review.Closures).HasJson();
    }
}
