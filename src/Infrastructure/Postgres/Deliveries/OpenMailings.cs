using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;

namespace Vemap.Infrastructure.Postgres.Deliveries;

/// <summary>Finds, over all environments, those with mails that are on their way.</summary>
public sealed class OpenMailings([FromKeyedServices(PostgresModule.Worker)] NpgsqlDataSource source, MailRoute route, TimeProvider clock)
{
    private const string Moving = """
        select distinct client_environment_id from recipients where status in ('queued', 'sending')
        union
        select distinct client_environment_id from mailings where status in ('scheduled', 'sending')
        """;

    // Also of mailings that are not being sent any more. Only a route whose provider tells has few of these; on a plain relay "sent" is how all mails end.
    private const string Unheard = """

        union
        select distinct r.client_environment_id from recipients r join mailings m on m.client_environment_id = r.client_environment_id and m.id = r.mailing_id
        where r.status = 'sent' and r.sent_at < $1 and m.proof = 'events'
        """;

    public async Task<IReadOnlyList<ClientEnvironmentId>> FindAsync(CancellationToken cancellationToken)
    {
        var hasEvents = route.Proof == MailProof.Events;
        await using var command = source.CreateCommand(hasEvents ? Moving + Unheard : Moving);
        if (hasEvents) command.Parameters.Add(new() { Value = clock.GetUtcNow() - DeliveryRules.UnheardAfter });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var environments = new List<ClientEnvironmentId>();
        while (await reader.ReadAsync(cancellationToken)) environments.Add(new ClientEnvironmentId(reader.GetGuid(0)));
        return environments;
    }
}
