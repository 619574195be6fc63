using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Vemap.Application.Common;
using Vemap.Application.Common.Requests;

namespace Vemap.Infrastructure.Postgres.Outbox;

/// <summary>Sends the commands that follow from events.</summary>
/// <remarks>A row is deleted only after its commands were committed. After a crash in between they are sent again, and consumers allow for that.</remarks>
public sealed partial class EventRelay(
    [FromKeyedServices(PostgresModule.Worker)] NpgsqlDataSource source,
    FormerOutbox former,
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<EventRelay> log)
{
    private const string Claim = """
        select client_environment_id, id, name, payload, failures from domain_events
        where due_at <= $1 and dead_at is null order by due_at limit 100 for update skip locked
        """;

    private static readonly WaitingRows Rows = new("domain_events");

    /// <summary>Relays up to a hundred events that are due and returns how many there were.</summary>
    public async Task<int> RelayAsync(CancellationToken cancellationToken)
    {
        await former.MoveEventsAsync(cancellationToken);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var rows = await ClaimAsync(connection, cancellationToken);
        foreach (var row in rows) await RelayAsync(row, connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return rows.Count;
    }

    private async Task<List<Row>> ClaimAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Claim, connection) { Parameters = { new() { Value = clock.GetUtcNow() } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<Row>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(new Row(new ClientEnvironmentId(reader.GetGuid(0)), reader.GetGuid(1), reader.GetString(2), reader.GetString(3), reader.GetInt32(4)));
        return rows;
    }

    private async Task RelayAsync(Row row, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (EventNames.Find(row.Name) is not { } type)
        {
            // Perhaps a newer program knows it.
            await FailAsync(row, "This program knows no event of this name.", connection, cancellationToken);
            return;
        }

        try
        {
            await SendCommandsAsync(row, type, cancellationToken);
            await Rows.DeleteAsync(connection, row.Environment, [row.Id], cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !FailureReason.IsOutage(exception))
        {
            await FailAsync(row, FailureReason.Of(exception), connection, cancellationToken);
        }
    }

    private async Task FailAsync(Row row, string reason, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        Failed(log, row.Name, row.Environment.Value, row.Failures + 1, reason);
        await Rows.PutOffAsync(connection, row.Environment, row.Id, row.Failures, reason, clock.GetUtcNow(), cancellationToken);
    }

    private async Task SendCommandsAsync(Row row, Type type, CancellationToken cancellationToken)
    {
        var happened = JsonSerializer.Deserialize(row.Payload, type, StoredJson.Options) ?? throw new JsonException("An event is needed instead of null.");
        var consumers = typeof(IConsumer<>).MakeGenericType(type);
        var translate = consumers.GetMethod(nameof(IConsumer<IDomainEvent>.Translate))!;
        await using var lookup = scopes.CreateAsyncScope();
        foreach (var consumer in lookup.ServiceProvider.GetServices(consumers))
        {
            var commands = (IEnumerable<ICommand>)translate.Invoke(consumer, [happened])!;
            foreach (var command in commands) await scopes.AsSystemAsync(row.Environment, mediator => mediator.Send(command, cancellationToken));
        }
    }

    [LoggerMessage(10, LogLevel.Error, "Event {Event} of {Environment} could not be relayed, failure {Failures}: {Reason}")]
    private static partial void Failed(ILogger log, string @event, Guid environment, int failures, string reason);

    private sealed record Row(ClientEnvironmentId Environment, Guid Id, string Name, string Payload, int Failures);
}
