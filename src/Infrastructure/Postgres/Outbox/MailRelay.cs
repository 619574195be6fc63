using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Vemap.Application.Common;
using Vemap.Application.Common.Requests;
using Vemap.Application.Features.Deliveries;

namespace Vemap.Infrastructure.Postgres.Outbox;

/// <summary>Hands the mails that are due to the mail queue: a share for every environment in turn, and never more than ten seconds of the send rate.</summary>
/// <remarks>The command is committed first, then the mails are put on the queue, then the rows are deleted. Each step can be repeated after a crash.</remarks>
public sealed partial class MailRelay(
    [FromKeyedServices(PostgresModule.Worker)] NpgsqlDataSource source,
    FormerOutbox former,
    IServiceScopeFactory scopes,
    IMailQueue queue,
    MailSettings settings,
    TimeProvider clock,
    ILogger<MailRelay> log)
{
    private const int LargestShare = 200;
    private const int QueuedSeconds = 10;

    // One index lookup per environment, also for an environment that has a hundred thousand mails due.
    private const string Due = """
        with recursive due as (
          (select client_environment_id as id from scheduled_mails where dead_at is null and due_at <= $1 order by client_environment_id limit 1)
          union all
          select (
            select m.client_environment_id from scheduled_mails m where m.client_environment_id > due.id and m.dead_at is null and m.due_at <= $1
            order by m.client_environment_id limit 1)
          from due where due.id is not null)
        select id from due where id is not null
        """;

    private const string Claim = """
        select id, payload, failures from scheduled_mails
        where client_environment_id = $1 and dead_at is null and due_at <= $2 order by due_at limit $3 for update skip locked
        """;

    private const string Wait = "update scheduled_mails set due_at = $2 where client_environment_id = $1 and dead_at is null and due_at <= $3";

    private static readonly WaitingRows Rows = new("scheduled_mails");

    /// <summary>Relays one share for every environment that has mails due, and returns how many rows were settled.</summary>
    public async Task<int> RelayAsync(CancellationToken cancellationToken)
    {
        await former.MoveMailsAsync(cancellationToken);
        var room = (settings.MailsPerSecond * QueuedSeconds) - await queue.DepthAsync(cancellationToken);
        if (room <= 0) return 0;
        var environments = await DueAsync(cancellationToken);
        var share = (int)Math.Clamp(room / Math.Max(environments.Count, 1), 1, LargestShare);
        var settled = 0;
        foreach (var environment in environments) settled += await RelayAsync(environment, share, cancellationToken);
        return settled;
    }

    private async Task<List<ClientEnvironmentId>> DueAsync(CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(Due);
        command.Parameters.Add(new() { Value = clock.GetUtcNow() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var environments = new List<ClientEnvironmentId>();
        while (await reader.ReadAsync(cancellationToken)) environments.Add(new ClientEnvironmentId(reader.GetGuid(0)));
        return environments;
    }

    private async Task<int> RelayAsync(ClientEnvironmentId environment, int share, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var settled = await RelayAsync(environment, await ClaimAsync(connection, environment, share, cancellationToken), connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return settled;
    }

    // Rows that fail together are tried alone, so that one of them holds up none of the others.
    private async Task<int> RelayAsync(ClientEnvironmentId environment, List<Row> rows, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return 0;
        try
        {
            return await HandOverAsync(environment, rows, connection, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !FailureReason.IsOutage(exception))
        {
            var reason = FailureReason.Of(exception);
            Failed(log, rows.Count, environment.Value, reason);
            if (rows is [var row]) await Rows.PutOffAsync(connection, environment, row.Id, row.Failures, reason, clock.GetUtcNow(), cancellationToken);
            if (rows.Count == 1) return 0;
        }

        var settled = 0;
        foreach (var row in rows) settled += await RelayAsync(environment, [row], connection, cancellationToken);
        return settled;
    }

    private async Task<int> HandOverAsync(ClientEnvironmentId environment, List<Row> rows, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var mails = rows.ConvertAll(row => StoredJson.Read<DueMail>(row.Payload));
        var result = await scopes.AsSystemAsync(environment, mediator => mediator.Send(new DispatchMails(mails), cancellationToken));
        await queue.SendAsync(result.Mails, cancellationToken);
        if (result.WaitUntil is not { } until) return await Rows.DeleteAsync(connection, environment, [.. rows.Select(row => row.Id)], cancellationToken);
        await connection.RunAsync(Wait, [environment.Value, until, clock.GetUtcNow()], cancellationToken);
        return 0;
    }

    private async Task<List<Row>> ClaimAsync(NpgsqlConnection connection, ClientEnvironmentId environment, int share, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Claim, connection)
        {
            Parameters = { new() { Value = environment.Value }, new() { Value = clock.GetUtcNow() }, new() { Value = share } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<Row>(share);
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(new Row(reader.GetGuid(0), reader.GetString(1), reader.GetInt32(2)));
        return rows;
    }

    [LoggerMessage(30, LogLevel.Error, "{Mails} mails of {Environment} could not be relayed: {Reason}")]
    private static partial void Failed(ILogger log, int mails, Guid environment, string reason);

    private sealed record Row(Guid Id, string Payload, int Failures);
}
