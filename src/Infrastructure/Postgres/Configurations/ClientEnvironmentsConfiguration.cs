using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Vemap.Domain.ClientEnvironments;
using Vemap.Infrastructure.Postgres.Conventions;

namespace Vemap.Infrastructure.Postgres.Configurations;

internal sealed class ClientEnvironmentsConfiguration : IEntityTypeConfiguration<ClientEnvironment>
{
    public void Configure(EntityTypeBuilder<ClientEnvironment> builder)
    {
        builder.ToTable("client_environments");
        builder.HasKey(environment => environment.Id);
        builder.Property(environment => environment.Settings).HasJson();
        builder.Property(environment => environment.Area).HasJson();
    }
}
