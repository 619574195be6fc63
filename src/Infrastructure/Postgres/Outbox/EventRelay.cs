using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Vemap.Application.Common;
using Vemap.Application.Common.Requests;

namespace Vemap.Infrastructure.Postgres.Outbox;

/// <summary>Tells consumers what has happened. A row is deleted only after its commands were committed; a crash in between tells it again, which consumers bear.</summary>
public sealed partial class EventRelay([FromKeyedServices(PostgresModule.Worker)] NpgsqlDataSource source, IServiceScopeFactory scopes, TimeProvider clock, ILogger<EventRelay> log)
{
    private const string Claim = """
        SELECT client_environment_id, id, name, payload, failures FROM outbox
        WHERE kind = 'event' AND due_at <= $1 ORDER BY due_at LIMIT 100 FOR UPDATE SKIP LOCKED
        """;

    private static readonly Dictionary<string, Type> Events = typeof(IDomainEvent).Assembly.GetTypes()
        .Where(type => type.IsClass && type.IsAssignableTo(typeof(IDomainEvent)))
        .ToDictionary(type => type.Name);

    /// <summary>Relays up to a hundred events that are due and returns how many there were.</summary>
    public async Task<int> RelayAsync(CancellationToken cancellationToken)
    {
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
        try
        {
            await TellAsync(row, cancellationToken);
            await connection.RunAsync("DELETE FROM outbox WHERE client_environment_id = $1 AND id = $2", [row.Environment.Value, row.Id], cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Failed(log, exception, row.Name, row.Environment.Value, row.Failures + 1);
            var wait = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, row.Failures), 3600));
            await connection.RunAsync(
                "UPDATE outbox SET failures = failures + 1, due_at = $3 WHERE client_environment_id = $1 AND id = $2",
                [row.Environment.Value, row.Id, clock.GetUtcNow() + wait],
                cancellationToken);
        }
    }

    private async Task TellAsync(Row row, CancellationToken cancellationToken)
    {
        var type = Events[row.Name];
        var happened = JsonSerializer.Deserialize(row.Payload, type, Json.Options)!;
        await using var lookup = scopes.CreateAsyncScope();
        foreach (var consumer in lookup.ServiceProvider.GetServices(typeof(IConsumer<>).MakeGenericType(type)))
        {
            var commands = (IEnumerable<ICommand>)typeof(IConsumer<>).MakeGenericType(type).GetMethod(nameof(IConsumer<IDomainEvent>.Translate))!.Invoke(consumer, [happened])!;
            foreach (var command in commands) await scopes.AsSystemAsync(row.Environment, mediator => mediator.Send(command, cancellationToken));
        }
    }

    [LoggerMessage(10, LogLevel.Error, "Event {Event} of {Environment} could not be relayed, failure {Failures}")]
    private static partial void Failed(ILogger log, Exception exception, string @event, Guid environment, int failures);

    private sealed record Row(ClientEnvironmentId Environment, Guid Id, string Name, string Payload, int Failures);
}
