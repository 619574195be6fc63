using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Vemap.Domain.Projects;
using Vemap.Infrastructure.Postgres.Conventions;

namespace Vemap.Infrastructure.Postgres.Configurations;

internal sealed class ProjectConfiguration : IEntityTypeConfiguration<Project>
{
    public void Configure(EntityTypeBuilder<Project> builder)
    {
        builder.ToTenantTable("projects");
        builder.HasParts<Project, ProjectMember>(nameof(Project.Members), nameof(ProjectMember.ProjectId));
        builder.HasParts<Project, ProjectContractor>(nameof(Project.Contractors), nameof(ProjectContractor.ProjectId));
    }
}

internal sealed class ProjectMemberConfiguration : IEntityTypeConfiguration<ProjectMember>
{
    public void Configure(EntityTypeBuilder<ProjectMember> builder) =>
        builder.ToTenantTable("project_members", nameof(ProjectMember.ProjectId), nameof(ProjectMember.UserId));
}

internal sealed class ProjectContractorConfiguration : IEntityTypeConfiguration<ProjectContractor>
{
    public void Configure(EntityTypeBuilder<ProjectContractor> builder) =>
        builder.ToTenantTable("project_contractors", nameof(ProjectContractor.ProjectId), nameof(ProjectContractor.ContractorId));
}
