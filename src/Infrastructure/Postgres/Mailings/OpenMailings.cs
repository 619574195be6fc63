using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Vemap.Infrastructure.Postgres.Mailings;

/// <summary>Finds, over all environments, those with mails that are on their way.</summary>
public sealed class OpenMailings([FromKeyedServices(PostgresModule.Worker)] NpgsqlDataSource source)
{
    private const string Find = """
        select distinct client_environment_id from recipients where status in ('queued', 'sending')
        union
        select distinct client_environment_id from mailings where status in ('scheduled', 'sending')
        """;

    public async Task<IReadOnlyList<ClientEnvironmentId>> FindAsync(CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(Find);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var environments = new List<ClientEnvironmentId>();
        while (await reader.ReadAsync(cancellationToken)) environments.Add(new ClientEnvironmentId(reader.GetGuid(0)));
        return environments;
    }
}
