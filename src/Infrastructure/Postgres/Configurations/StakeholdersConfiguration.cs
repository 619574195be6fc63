using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Vemap.Domain.Stakeholders;
using Vemap.Infrastructure.Postgres.Conventions;

namespace Vemap.Infrastructure.Postgres.Configurations;

internal sealed class StakeholderConfiguration : IEntityTypeConfiguration<Stakeholder>
{
    public void Configure(EntityTypeBuilder<Stakeholder> builder)
    {
        builder.ToTenantTable("stakeholders");
        builder.Property(stakeholder => stakeholder.InterestArea!).HasGeoJson();
    }
}

internal sealed class StakeholderGroupConfiguration : IEntityTypeConfiguration<StakeholderGroup>
{
    public void Configure(EntityTypeBuilder<StakeholderGroup> builder)
    {
        builder.ToTenantTable("stakeholder_groups");
        builder.HasParts<StakeholderGroup, StakeholderGroupMember>(nameof(StakeholderGroup.Members), nameof(StakeholderGroupMember.StakeholderGroupId));
    }
}

internal sealed class StakeholderGroupMemberConfiguration : IEntityTypeConfiguration<StakeholderGroupMember>
{
    public void Configure(EntityTypeBuilder<StakeholderGroupMember> builder) =>
        builder.ToTenantTable("stakeholder_group_members", nameof(StakeholderGroupMember.StakeholderGroupId), nameof(StakeholderGroupMember.StakeholderId));
}
