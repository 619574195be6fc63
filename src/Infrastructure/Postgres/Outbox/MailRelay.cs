using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Vemap.Application.Common;
using Vemap.Application.Common.Requests;
using Vemap.Application.Features.Deliveries;

namespace Vemap.Infrastructure.Postgres.Outbox;

/// <summary>Hands the mails that are due to the mail queue: a share for every environment in turn, and never more than ten seconds of the send rate.</summary>
/// <remarks>The command is committed first, then the mails are put on the queue, then the rows are deleted. A crash in between repeats it, and every step bears that.</remarks>
public sealed partial class MailRelay(
    [FromKeyedServices(PostgresModule.Worker)] NpgsqlDataSource source, IServiceScopeFactory scopes, IMailQueue queue, MailSettings settings, TimeProvider clock, ILogger<MailRelay> log)
{
    private const int LargestShare = 200;
    private const int QueuedSeconds = 10;

    // Jumps from environment to environment: one that has a hundred thousand mails due is one step of it, too.
    private const string Due = """
        with recursive due as (
          (select client_environment_id as id from outbox where kind = 'mail' and due_at <= $1 order by client_environment_id limit 1)
          union all
          select (select o.client_environment_id from outbox o where o.client_environment_id > due.id and o.kind = 'mail' and o.due_at <= $1 order by o.client_environment_id limit 1)
          from due where due.id is not null)
        select id from due where id is not null
        """;

    private const string Claim = """
        select id, payload, failures from outbox
        where client_environment_id = $1 and kind = 'mail' and due_at <= $2 order by due_at limit $3 for update skip locked
        """;

    private const string Delete = "delete from outbox where client_environment_id = $1 and id = any($2)";

    private const string Wait = "update outbox set due_at = $2 where client_environment_id = $1 and kind = 'mail' and due_at <= $3";

    private const string Delay = "update outbox set failures = failures + 1, due_at = $3 where client_environment_id = $1 and id = any($2)";

    /// <summary>Relays one share for every environment that has mails due, and returns how many rows were settled.</summary>
    public async Task<int> RelayAsync(CancellationToken cancellationToken)
    {
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
        var rows = await ClaimAsync(connection, environment, share, cancellationToken);
        if (rows.Count == 0) return 0;
        var ids = rows.Select(row => row.Id).ToArray();
        var settled = 0;
        try
        {
            var result = await DispatchAsync(environment, rows, cancellationToken);
            await queue.SendAsync(result.Mails, cancellationToken);
            if (result.WaitUntil is { } until) await connection.RunAsync(Wait, [environment.Value, until, clock.GetUtcNow()], cancellationToken);
            else settled = await connection.RunAsync(Delete, [environment.Value, ids], cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Failed(log, exception, rows.Count, environment.Value);
            var wait = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, rows.Max(row => row.Failures)), 300));
            await connection.RunAsync(Delay, [environment.Value, ids, clock.GetUtcNow() + wait], cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return settled;
    }

    private async Task<List<Row>> ClaimAsync(NpgsqlConnection connection, ClientEnvironmentId environment, int share, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Claim, connection) { Parameters = { new() { Value = environment.Value }, new() { Value = clock.GetUtcNow() }, new() { Value = share } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<Row>(share);
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(new Row(reader.GetGuid(0), JsonSerializer.Deserialize<DueMail>(reader.GetString(1), Json.Options)!, reader.GetInt32(2)));
        return rows;
    }

    private Task<DispatchMailsResult> DispatchAsync(ClientEnvironmentId environment, List<Row> rows, CancellationToken cancellationToken) =>
        scopes.AsSystemAsync(environment, mediator => mediator.Send(new DispatchMails([.. rows.Select(row => row.Mail)]), cancellationToken));

    [LoggerMessage(30, LogLevel.Error, "{Mails} mails of {Environment} could not be relayed")]
    private static partial void Failed(ILogger log, Exception exception, int mails, Guid environment);

    private sealed record Row(Guid Id, DueMail Mail, int Failures);
}
