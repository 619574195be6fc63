using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Vemap.Domain.Users;

namespace Vemap.Infrastructure.Postgres;

/// <summary>Finds, over all environments and the platform, mails about accounts that are to be tried again; trying one is a command of its own.</summary>
public sealed class DueAccountMails([FromKeyedServices(PostgresModule.Worker)] NpgsqlDataSource source, TimeProvider clock)
{
    private const string Find = """
        select client_environment_id, id from account_mails
        where status = 'sending' and dead_at is null and (next_attempt_at <= $1 or (next_attempt_at is null and updated_at <= $2))
        order by coalesce(next_attempt_at, updated_at) limit 200
        """;

    public async Task<IReadOnlyList<(ClientEnvironmentId Environment, Id<AccountMail> Mail)>> FindAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var command = source.CreateCommand(Find);
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = now - AccountMail.LostAfter });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var mails = new List<(ClientEnvironmentId, Id<AccountMail>)>();
        while (await reader.ReadAsync(cancellationToken)) mails.Add((new ClientEnvironmentId(reader.GetGuid(0)), new Id<AccountMail>(reader.GetGuid(1))));
        return mails;
    }
}
