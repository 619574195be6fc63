using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Vemap.Infrastructure.Postgres.Outbox;

/// <summary>Takes over the rows that the program of the release before writes to its single outbox, while both programs run.</summary>
/// <remarks>A row is moved by one statement, so that it is in one table at any moment. A row on which the earlier program is working is left to it.</remarks>
public sealed class FormerOutbox([FromKeyedServices(PostgresModule.Worker)] NpgsqlDataSource source)
{
    private const string MoveEvents = """
        with moved as (
          delete from outbox where (client_environment_id, id) in (
            select client_environment_id, id from outbox where kind = 'event' limit 1000 for update skip locked)
          returning *)
        insert into domain_events (client_environment_id, id, name, payload, due_at, failures, created_at)
        select client_environment_id, id, name, payload, due_at, failures, created_at from moved
        """;

    // The earlier program names a mail's row by its recipient.
    private const string MoveMails = """
        with moved as (
          delete from outbox where (client_environment_id, id) in (
            select client_environment_id, id from outbox where kind = 'mail' limit 1000 for update skip locked)
          returning *)
        insert into scheduled_mails (client_environment_id, id, recipient_id, payload, due_at, failures, created_at)
        select client_environment_id, id,
          case when name ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then name::uuid else '00000000-0000-0000-0000-000000000000' end,
          payload, due_at, failures, created_at
        from moved
        """;

    public Task MoveEventsAsync(CancellationToken cancellationToken) => MoveAsync(MoveEvents, cancellationToken);

    public Task MoveMailsAsync(CancellationToken cancellationToken) => MoveAsync(MoveMails, cancellationToken);

    private async Task MoveAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
