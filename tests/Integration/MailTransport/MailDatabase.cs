using Npgsql;

namespace Vemap.Integration.MailTransport;

/// <summary>A database of its own: whoever takes from a queue takes from the whole database's.</summary>
public sealed class MailDatabase : IAsyncLifetime
{
    private TestDatabase database = null!;

    public NpgsqlDataSource Mail { get; private set; } = null!;

    public NpgsqlDataSource Application { get; private set; } = null!;

    public NpgsqlDataSource Worker { get; private set; } = null!;

    public string WorkerConnection => database.As("worker");

    public string MailConnection => database.As("mail");

    public string ApplicationConnection => database.As("application");

    public async Task InitializeAsync()
    {
        database = await TestDatabase.OwnAsync("mail_transport");
        Mail = NpgsqlDataSource.Create(MailConnection);
        Application = NpgsqlDataSource.Create(ApplicationConnection);
        Worker = NpgsqlDataSource.Create(WorkerConnection);
    }

    public async Task DisposeAsync()
    {
        await Mail.DisposeAsync();
        await Application.DisposeAsync();
        await Worker.DisposeAsync();
    }

    /// <summary>Begins anew: no message, no attempt.</summary>
    public Task ClearAsync() => RunAsync("delete from queue.messages; delete from mail.attempts; delete from domain_events; delete from scheduled_mails; delete from account_mails");

    public Task RunAsync(string sql) => database.RunAsync(sql);

    public Task<T> ScalarAsync<T>(string sql) => database.ScalarAsync<T>(sql);
}

[CollectionDefinition("mail transport")]
public sealed class MailTransportTests : ICollectionFixture<MailDatabase>;
