using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Vemap.Domain.ClientEnvironments;

namespace Vemap.Infrastructure.Postgres.Configurations;

internal sealed class ClientEnvironmentsConfiguration : IEntityTypeConfiguration<ClientEnvironment>
{
    public void Configure(EntityTypeBuilder<ClientEnvironment> builder)
    {
        builder.ToTable("client_environments");
        builder.HasKey(environment => environment.Id);
        builder.Property(environment => environment.Settings)
            .HasColumnType("jsonb")
            .HasConversion(settings => Write(settings), json => Read(json), new ValueComparer<EnvironmentSettings>(
                (left, right) => Write(left!) == Write(right!),
                settings => Write(settings).GetHashCode(StringComparison.Ordinal)));
    }

    private static string Write(EnvironmentSettings settings) => JsonSerializer.Serialize(settings, JsonSerializerOptions.Web);

    private static EnvironmentSettings Read(string json) => JsonSerializer.Deserialize<EnvironmentSettings>(json, JsonSerializerOptions.Web)!;
}
