using Npgsql;
using Vemap.Infrastructure.Postgres;
using Vemap.Integration.Common;

namespace Vemap.Integration.MailTransport;

/// <summary>A database of its own: whoever takes from a queue takes from the whole database's.</summary>
public sealed class MailDatabase : IAsyncLifetime
{
    private string owner = "";

    public NpgsqlDataSource Mail { get; private set; } = null!;

    public NpgsqlDataSource Application { get; private set; } = null!;

    public string MailConnection => As("vemap_mail");

    public string ApplicationConnection => As("vemap_application");

    public async Task InitializeAsync()
    {
        owner = await TestDatabase.EmptyAsync("mail_transport");
        await Migrator.MigrateAsync(owner, CancellationToken.None);
        Mail = NpgsqlDataSource.Create(MailConnection);
        Application = NpgsqlDataSource.Create(ApplicationConnection);
    }

    public async Task DisposeAsync()
    {
        await Mail.DisposeAsync();
        await Application.DisposeAsync();
    }

    /// <summary>Begins anew: no message, no attempt.</summary>
    public Task ClearAsync() => RunAsync("delete from queue.messages; delete from mail.attempts");

    public async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private string As(string role) => new NpgsqlConnectionStringBuilder(owner) { Username = role, Pooling = true, MaxPoolSize = 20 }.ConnectionString;
}

[CollectionDefinition("mail transport")]
public sealed class MailTransportTests : ICollectionFixture<MailDatabase>;
