using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Vemap.Domain.Users;

namespace Vemap.Infrastructure.Postgres;

/// <summary>Finds the environments, and the platform, with account mails that are due for another attempt. The attempt is a command inside each of
/// them.</summary>
public sealed class DueAccountMails([FromKeyedServices(PostgresModule.Worker)] NpgsqlDataSource source, TimeProvider clock)
{
    private const string Find = """
        select distinct client_environment_id from account_mails
        where status = 'sending' and (next_attempt_at <= $1 or (next_attempt_at is null and updated_at <= $2))
        """;

    public async Task<IReadOnlyList<ClientEnvironmentId>> FindAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var command = source.CreateCommand(Find);
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = now - AccountMail.LostAfter });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var environments = new List<ClientEnvironmentId>();
        while (await reader.ReadAsync(cancellationToken)) environments.Add(new ClientEnvironmentId(reader.GetGuid(0)));
        return environments;
    }
}
