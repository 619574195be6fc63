using Npgsql;
using Vemap.Infrastructure.Postgres;

namespace Vemap.Integration.Ground;

public sealed class MigratorTests
{
    [Fact]
    public async Task Migrating_twice_changes_nothing_and_a_plan_applies_nothing()
    {
        var database = await TestDatabase.EmptyAsync("twice");

        Assert.Equal(Migrator.All.Count, (await Migrator.PendingAsync(database, CancellationToken.None)).Count);
        Assert.Equal(Migrator.All.Count, (await Migrator.MigrateAsync(database, CancellationToken.None)).Count);
        Assert.Empty(await Migrator.MigrateAsync(database, CancellationToken.None));
    }

    [Fact]
    public async Task Migrators_that_start_together_take_turns()
    {
        var database = await TestDatabase.EmptyAsync("together");

        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Migrator.MigrateAsync(database, CancellationToken.None)));

        Assert.Equal(Migrator.All.Count, applied.Sum(migrations => migrations.Count));
    }

    [Fact]
    public async Task An_old_migration_that_was_changed_is_refused()
    {
        var database = await TestDatabase.EmptyAsync("changed");
        await Migrator.MigrateAsync(database, CancellationToken.None);
        await RunAsync(database, "update schema_version set checksum = 'other' where name = '0001_ground'");

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => Migrator.MigrateAsync(database, CancellationToken.None));

        Assert.Contains("0001_ground", refusal.Message);
    }

    [Fact]
    public async Task A_database_that_is_newer_than_the_program_is_refused()
    {
        var database = await TestDatabase.EmptyAsync("newer");
        await Migrator.MigrateAsync(database, CancellationToken.None);
        await RunAsync(database, "insert into schema_version (name, checksum) values ('9999_future', 'x')");

        await Assert.ThrowsAsync<InvalidOperationException>(() => Migrator.MigrateAsync(database, CancellationToken.None));
    }

    private static async Task RunAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
