using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Vemap.Application.Common;

namespace Vemap.Infrastructure.Postgres.Conventions;

/// <summary>How the domain's values stand in columns.</summary>
internal static class Conversions
{
    public static void UseVemapConversions(this ModelConfigurationBuilder model)
    {
        foreach (var type in typeof(IEntity).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IEntity)) && type.IsClass))
            model.Properties(typeof(Id<>).MakeGenericType(type)).HaveConversion(typeof(IdConverter<>).MakeGenericType(type));
        foreach (var type in typeof(IEntity).Assembly.GetTypes().Where(type => type.IsEnum))
            model.Properties(type).HaveConversion(typeof(EnumConverter<>).MakeGenericType(type));
        model.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
    }

    /// <summary>Keeps a part of an aggregate as jsonb, compared by its text.</summary>
    public static PropertyBuilder<T> HasJson<T>(this PropertyBuilder<T> property) =>
        property.HasColumnType("jsonb").HasConversion(
            value => StoredJson.Write(value),
            text => StoredJson.Read<T>(text),
            new ValueComparer<T>(
                (left, right) => StoredJson.Write(left) == StoredJson.Write(right),
                value => StoredJson.Write(value).GetHashCode(StringComparison.Ordinal),
                value => StoredJson.Read<T>(StoredJson.Write(value))));

    private sealed class IdConverter<T>() : ValueConverter<Id<T>, Guid>(id => id.Value, value => new Id<T>(value));

    private sealed class EnumConverter<T>() : ValueConverter<T, string>(value => EnumNames<T>.Name(value), name => EnumNames<T>.Value(name))
        where T : struct, Enum;

    // PostgreSQL keeps instants in UTC; the driver refuses any other offset.
    private sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(value => value.ToUniversalTime(), value => value);
}
