using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;
using Vemap.Domain.MessageTemplates;
using Vemap.Domain.Suppressions;
using Vemap.Infrastructure.Postgres.Conventions;

namespace Vemap.Infrastructure.Postgres.Configurations;

internal sealed class MailingConfiguration : IEntityTypeConfiguration<Mailing>
{
    public void Configure(EntityTypeBuilder<Mailing> builder)
    {
        builder.ToTenantTable("mailings");
        builder.Property(mailing => mailing.Texts).HasJson();
        builder.Property(mailing => mailing.Audience).HasJson();
        builder.HasParts<Mailing, MailingClosure>(nameof(Mailing.Closures), nameof(MailingClosure.MailingId));
    }
}

internal sealed class MailingClosureConfiguration : IEntityTypeConfiguration<MailingClosure>
{
    public void Configure(EntityTypeBuilder<MailingClosure> builder)
    {
        builder.ToTenantTable("mailing_closures", nameof(MailingClosure.MailingId), nameof(MailingClosure.ClosureId));
        builder.Property(closure => closure.Nights).HasJson();
    }
}

internal sealed class RecipientConfiguration : IEntityTypeConfiguration<Recipient>
{
    public void Configure(EntityTypeBuilder<Recipient> builder) => builder.ToTenantTable("recipients");
}

internal sealed class TimelineEntryConfiguration : IEntityTypeConfiguration<TimelineEntry>
{
    public void Configure(EntityTypeBuilder<TimelineEntry> builder) =>
        builder.ToTenantTable("delivery_events", nameof(TimelineEntry.RecipientId), nameof(TimelineEntry.Attempt), nameof(TimelineEntry.EventId));
}

internal sealed class MessageTemplateConfiguration : IEntityTypeConfiguration<MessageTemplate>
{
    public void Configure(EntityTypeBuilder<MessageTemplate> builder)
    {
        builder.ToTenantTable("message_templates");
        builder.HasParts<MessageTemplate, MessageTemplateVersion>(nameof(MessageTemplate.Versions), nameof(MessageTemplateVersion.MessageTemplateId));
    }
}

internal sealed class MessageTemplateVersionConfiguration : IEntityTypeConfiguration<MessageTemplateVersion>
{
    public void Configure(EntityTypeBuilder<MessageTemplateVersion> builder)
    {
        builder.ToTenantTable("message_template_versions", nameof(MessageTemplateVersion.MessageTemplateId), nameof(MessageTemplateVersion.Number));
        builder.Property(version => version.Texts).HasJson();
    }
}

internal sealed class SuppressionConfiguration : IEntityTypeConfiguration<Suppression>
{
    public void Configure(EntityTypeBuilder<Suppression> builder) => builder.ToTenantTable("suppressions");
}
