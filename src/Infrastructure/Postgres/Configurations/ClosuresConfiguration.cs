using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Vemap.Domain.Closures;
using Vemap.Infrastructure.Postgres.Conventions;

namespace Vemap.Infrastructure.Postgres.Configurations;

internal sealed class ClosureConfiguration : IEntityTypeConfiguration<Closure>
{
    public void Configure(EntityTypeBuilder<Closure> builder)
    {
        builder.ToTenantTable("closures");
        builder.Property(closure => closure.HectometerFrom).HasPrecision(7, 3);
        builder.Property(closure => closure.HectometerTo).HasPrecision(7, 3);
        builder.Property(closure => closure.Geometry).HasGeoJson();
        builder.Property(closure => closure.Measures).HasJson();
        builder.Property(closure => closure.Contacts).HasJson();
        // The database writes it (0013), nobody else.
        builder.Property(closure => closure.PlanIsApproved).Metadata.SetBeforeSaveBehavior(PropertySaveBehavior.Ignore);
        builder.Property(closure => closure.PlanIsApproved).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
        builder.Ignore(closure => closure.Content);
        builder.HasParts<Closure, Phase>(nameof(Closure.Phases), nameof(Phase.ClosureId));
        builder.HasParts<Closure, Detour>(nameof(Closure.Detours), nameof(Detour.ClosureId));
        builder.HasParts<Closure, Occurrence>(nameof(Closure.Occurrences), nameof(Occurrence.ClosureId));
        builder.HasParts<Closure, ClosureVersion>(nameof(Closure.Versions), nameof(ClosureVersion.ClosureId));
        builder.HasParts<Closure, ClosureStep>(nameof(Closure.Steps), nameof(ClosureStep.ClosureId));
    }
}

internal sealed class PhaseConfiguration : IEntityTypeConfiguration<Phase>
{
    public void Configure(EntityTypeBuilder<Phase> builder)
    {
        builder.ToTenantTable("phases");
        builder.Ignore(phase => phase.Window);
        builder.Property(phase => phase.Weekdays).HasJson();
        builder.Property(phase => phase.Exceptions).HasJson();
    }
}

internal sealed class DetourConfiguration : IEntityTypeConfiguration<Detour>
{
    public void Configure(EntityTypeBuilder<Detour> builder)
    {
        builder.ToTenantTable("detours");
        builder.Property(detour => detour.Modes).HasJson();
        builder.Property(detour => detour.Geometry).HasGeoJson();
    }
}

internal sealed class OccurrenceConfiguration : IEntityTypeConfiguration<Occurrence>
{
    public void Configure(EntityTypeBuilder<Occurrence> builder) => builder.ToTenantTable("occurrences");
}

internal sealed class ClosureVersionConfiguration : IEntityTypeConfiguration<ClosureVersion>
{
    public void Configure(EntityTypeBuilder<ClosureVersion> builder)
    {
        builder.ToTenantTable("closure_versions", nameof(ClosureVersion.ClosureId), nameof(ClosureVersion.Number));
        builder.Property(version => version.Difference).HasJson();
    }
}

internal sealed class ClosureStepConfiguration : IEntityTypeConfiguration<ClosureStep>
{
    public void Configure(EntityTypeBuilder<ClosureStep> builder) =>
        builder.ToTenantTable("closure_steps", nameof(ClosureStep.ClosureId), nameof(ClosureStep.ClosureVersion), nameof(ClosureStep.ToStatus));
}

internal sealed class ClosureWordConfiguration : IEntityTypeConfiguration<ClosureWord>
{
    public void Configure(EntityTypeBuilder<ClosureWord> builder) =>
        builder.ToTenantTable("closure_words", nameof(ClosureWord.ClosureId), nameof(ClosureWord.Word));
}

internal sealed class ClosureNumberSeriesConfiguration : IEntityTypeConfiguration<ClosureNumberSeries>
{
    public void Configure(EntityTypeBuilder<ClosureNumberSeries> builder) => builder.ToTenantTable("closure_number_series");
}

internal static class GeoJsonColumn
{
    /// <summary>The text goes into jsonb as it is; it was checked before it became a GeoJson.</summary>
    public static void HasGeoJson(this PropertyBuilder<GeoJson> property) =>
        property.HasColumnType("jsonb").HasConversion(new ValueConverter<GeoJson, string>(geometry => geometry.Text, text => GeoJson.Stored(text)));
}
