using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Vemap.Domain.Audit;
using Vemap.Infrastructure.Postgres.Conventions;
using Vemap.Infrastructure.Postgres.Outbox;

namespace Vemap.Infrastructure.Postgres.Configurations;

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder) => builder.ToTenantTable("audit_entries");
}

internal sealed class AuditDetailsConfiguration : IEntityTypeConfiguration<AuditDetails>
{
    public void Configure(EntityTypeBuilder<AuditDetails> builder) => builder.ToTenantTable("audit_details");
}

internal sealed class AuditRepeatsConfiguration : IEntityTypeConfiguration<AuditRepeats>
{
    public void Configure(EntityTypeBuilder<AuditRepeats> builder) => builder.ToTenantTable("audit_repeats", nameof(AuditRepeats.RefusalKey));
}

internal sealed class EventsConfiguration : IEntityTypeConfiguration<EventRow>
{
    public void Configure(EntityTypeBuilder<EventRow> builder)
    {
        builder.ToTenantTable("domain_events");
        builder.Property(row => row.Payload).HasColumnType("jsonb");
    }
}
