using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Vemap.Domain.Common;
using Vemap.Infrastructure.Postgres;

namespace Vemap.Integration.Ground;

/// <summary>What EF believes and what the migrations made are the same, and every entity stands behind the first wall.</summary>
public sealed class ModelTests
{
    [Fact]
    public async Task The_model_and_the_migrated_schema_agree_column_by_column()
    {
        var columns = await ColumnsAsync();
        var differences = new List<string>();
        foreach (var type in await EntityTypesAsync())
        {
            var table = type.GetTableName()!;
            var believed = type.GetProperties().ToDictionary(
                property => property.GetColumnName(),
                property => $"{Short(property.GetColumnType())} {(property.IsNullable ? "null" : "not null")}");
            if (!columns.TryGetValue(table, out var actual)) differences.Add($"{table}: no such table");
            else differences.AddRange(believed.Where(column => actual.GetValueOrDefault(column.Key) != column.Value).Select(column => $"{table}.{column.Key}: model {column.Value}, schema {actual.GetValueOrDefault(column.Key) ?? "nothing"}"));
        }

        Assert.Empty(differences);
    }

    [Fact]
    public async Task Every_column_that_must_be_given_is_known_to_the_model()
    {
        var columns = await ColumnsAsync(withoutDefault: true);
        var unknown = new List<string>();
        foreach (var type in await EntityTypesAsync())
        {
            var known = type.GetProperties().Select(property => property.GetColumnName()).ToHashSet();
            unknown.AddRange(columns[type.GetTableName()!].Where(column => column.Value.EndsWith("not null", StringComparison.Ordinal) && !known.Contains(column.Key)).Select(column => $"{type.GetTableName()}.{column.Key}"));
        }

        Assert.Empty(unknown);
    }

    [Fact]
    public async Task The_primary_keys_agree()
    {
        var differences = new List<string>();
        foreach (var type in await EntityTypesAsync())
        {
            var believed = string.Join(',', type.FindPrimaryKey()!.Properties.Select(property => property.GetColumnName()).Order());
            var actual = await ScalarAsync($"""
                select string_agg(attname, ',' order by attname) from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
                where i.indrelid = '{type.GetTableName()}'::regclass and i.indisprimary
                """);
            if (believed != actual) differences.Add($"{type.GetTableName()}: model ({believed}), schema ({actual})");
        }

        Assert.Empty(differences);
    }

    [Fact]
    public async Task Every_entity_is_a_tenants_and_filtered_or_marked_as_the_platforms()
    {
        var types = await EntityTypesAsync();

        Assert.All(types, type => Assert.True(
            type.ClrType.IsAssignableTo(typeof(ITenantBound)) ? type.FindDeclaredQueryFilter(VemapDbContext.TenantFilter) is not null : type.ClrType.IsAssignableTo(typeof(IPlatformWide)),
            $"{type.ClrType.Name} is neither filtered by its environment nor marked IPlatformWide."));
        Assert.All(types.Where(type => type.ClrType.IsAssignableTo(typeof(IProjectBound))), type =>
            Assert.True(type.FindDeclaredQueryFilter(VemapDbContext.AccessFilter) is not null, $"{type.ClrType.Name} is bound to a project and not filtered by it."));
    }

    private static async Task<List<IEntityType>> EntityTypesAsync()
    {
        await using var scope = (await TestHost.Shared).Services.CreateAsyncScope();
        var types = scope.ServiceProvider.GetRequiredService<VemapDbContext>().Model.GetEntityTypes().ToList();
        Assert.True(types.Count >= 8, "Hardly an entity was found.");
        return types;
    }

    private static async Task<Dictionary<string, Dictionary<string, string>>> ColumnsAsync(bool withoutDefault = false)
    {
        await using var connection = new NpgsqlConnection((await TestDatabase.Shared).As("superuser"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"""
            select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull from pg_attribute a join pg_class c on c.oid = a.attrelid
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped {(withoutDefault ? "and not a.atthasdef and a.attidentity = ''" : "")}
            """, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var tables = new Dictionary<string, Dictionary<string, string>>();
        while (await reader.ReadAsync())
        {
            if (!tables.TryGetValue(reader.GetString(0), out var columns)) tables[reader.GetString(0)] = columns = [];
            columns[reader.GetString(1)] = $"{Short(reader.GetString(2))} {(reader.GetBoolean(3) ? "not null" : "null")}";
        }

        return tables;
    }

    private static string Short(string type) => type
        .Replace("timestamp with time zone", "timestamptz", StringComparison.Ordinal)
        .Replace("time without time zone", "time", StringComparison.Ordinal)
        .Replace("character varying", "varchar", StringComparison.Ordinal);

    private static async Task<string?> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection((await TestDatabase.Shared).As("superuser"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (string?)await command.ExecuteScalarAsync();
    }
}
