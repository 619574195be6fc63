using Npgsql;
using Vemap.Infrastructure.Postgres;

namespace Vemap.Integration.Common;

/// <summary>A database of this run's own, migrated like any other, on the server that ./vemap test started.</summary>
public sealed class TestDatabase
{
    private const string Password = "test-only";
    private static readonly string[] Roles = ["vemap_owner", "vemap_application", "vemap_worker", "vemap_mail"];
    private static readonly Lazy<Task<TestDatabase>> Instance = new(CreateAsync);

    private readonly bool isShared;

    private TestDatabase(string server, string name, bool isShared) => (Server, Name, this.isShared) = (server, name, isShared);

    public static Task<TestDatabase> Shared => Instance.Value;

    private string Server { get; }

    public string Name { get; }

    /// <summary>A connection as one of the product's roles: owner, application, worker or mail; or, for the catalogue, as the superuser.</summary>
    public string As(string role, int poolSize = 30) => role == "superuser"
        ? new NpgsqlConnectionStringBuilder(Server) { Database = Name, Pooling = IsPooled(role) }.ConnectionString
        : new NpgsqlConnectionStringBuilder(Server) { Database = Name, Username = $"vemap_{role}", Password = Password, Pooling = IsPooled(role), MaxPoolSize = poolSize, IncludeErrorDetail = true }.ConnectionString;

    /// <summary>Runs statements as the owner of the tables.</summary>
    public async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(As("owner"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>One value, as the owner of the tables sees it.</summary>
    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(As("owner"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Another, empty database on the same server, dropped by whoever asked for it with the run's server.</summary>
    public static async Task<string> EmptyAsync(string name)
    {
        var shared = await Shared;
        var unique = $"{shared.Name}_{name}";
        await RunAsync(shared.Server, $"DROP DATABASE IF EXISTS {unique}");
        await RunAsync(shared.Server, $"CREATE DATABASE {unique} OWNER vemap_owner");
        return new NpgsqlConnectionStringBuilder(shared.Server) { Database = unique, Username = "vemap_owner", Password = Password, Pooling = false }.ConnectionString;
    }

    /// <summary>Another one on the same server, migrated too, for a test that would disturb all others or be disturbed by them.</summary>
    public static async Task<TestDatabase> OwnAsync(string name)
    {
        await Migrator.MigrateAsync(await EmptyAsync(name), CancellationToken.None);
        var shared = await Shared;
        return new TestDatabase(shared.Server, $"{shared.Name}_{name}", isShared: false);
    }

    // Hosts dispose of their pools. One that nobody disposes of must not hold a database that is made anew for the next test.
    private bool IsPooled(string role) => isShared || role is not ("superuser" or "owner");

    private static async Task<TestDatabase> CreateAsync()
    {
        var server = Environment.GetEnvironmentVariable("VEMAP_TEST_DATABASE_URL")
            ?? throw new InvalidOperationException("VEMAP_TEST_DATABASE_URL is not set: run ./vemap test, which starts a PostgreSQL for the tests.");
        var name = $"vemap_test_{Environment.ProcessId}";
        foreach (var role in Roles) await RunAsync(server, $"DO $$BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS; END IF; END$$; ALTER ROLE {role} PASSWORD '{Password}'");
        await RunAsync(server, $"DROP DATABASE IF EXISTS {name}");
        await RunAsync(server, $"CREATE DATABASE {name} OWNER vemap_owner");
        var database = new TestDatabase(server, name, isShared: true);
        await Migrator.MigrateAsync(database.As("owner"), CancellationToken.None);
        return database;
    }

    private static async Task RunAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
