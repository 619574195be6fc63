using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.ValueGeneration;

namespace Vemap.Infrastructure.Postgres.Conventions;

/// <summary>snake_case, and what every aggregate and every tenant's row has.</summary>
internal static class Names
{
    public static void UseVemapNames(this ModelBuilder model)
    {
        foreach (var type in model.Model.GetEntityTypes())
        {
            foreach (var property in type.GetProperties())
            {
                if (property.FindAnnotation(RelationalAnnotationNames.ColumnName) is null)
                    property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
                if (property.Name == nameof(ITenantBound.ClientEnvironmentId))
                {
                    property.ValueGenerated = ValueGenerated.OnAdd;
                    property.SetValueGeneratorFactory((_, _) => new CurrentEnvironment());
                }
            }

            if (!type.ClrType.IsAssignableTo(typeof(AggregateRoot))) continue;
            model.Entity(type.ClrType).Property(nameof(AggregateRoot.Version)).IsConcurrencyToken();
        }
    }

    /// <summary>The table of a tenant's rows; its key begins with the environment.</summary>
    public static EntityTypeBuilder<T> ToTenantTable<T>(this EntityTypeBuilder<T> type, string table, params string[] key)
        where T : class, ITenantBound
    {
        type.ToTable(table).HasKey([nameof(ITenantBound.ClientEnvironmentId), .. key.Length == 0 ? ["Id"] : key]);
        foreach (var part in key.Length == 0 ? ["Id"] : key) type.Property(part).ValueGeneratedNever();
        return type;
    }

    /// <summary>The rows that are parts of an aggregate, held in a private list.</summary>
    public static void HasParts<TRoot, TPart>(this EntityTypeBuilder<TRoot> root, string navigation, string foreignKey)
        where TRoot : class, ITenantBound
        where TPart : class, ITenantBound =>
        root.HasMany<TPart>(navigation).WithOne().HasForeignKey(nameof(ITenantBound.ClientEnvironmentId), foreignKey).OnDelete(DeleteBehavior.Cascade);

    private sealed class CurrentEnvironment : ValueGenerator<ClientEnvironmentId>
    {
        public override bool GeneratesTemporaryValues => false;

        public override ClientEnvironmentId Next(EntityEntry entry) => ((VemapDbContext)entry.Context).Call.Environment;
    }
}
