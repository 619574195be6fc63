using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Vemap.Infrastructure.Postgres.Outbox;

namespace Vemap.Integration.Ground;

/// <summary>What happened is told once it is committed, and told until it was heard.</summary>
public sealed class EventRelayTests : ApiTest
{
    private EventRelay Relay => World.Host.Services.GetRequiredService<EventRelay>();

    [Fact]
    public async Task An_invitation_becomes_a_mail_on_the_queue_and_leaves_the_outbox()
    {
        var (person, _) = await Person.InviteAsync(World);

        await RelayAllAsync();

        Assert.Equal(0, await CountAsync("select count(*) from outbox where kind = 'event' and client_environment_id = $1", World.Environment.Value));
        Assert.Equal(1, await CountAsync("select count(*) from queue.messages where payload::jsonb->>'address' = $1", person.Email));
    }

    [Fact]
    public async Task Told_twice_it_is_one_mail()
    {
        var (person, _) = await Person.InviteAsync(World);
        await CountAsync("""
            with again as (
              insert into outbox (client_environment_id, id, kind, name, payload, due_at, created_at)
              select client_environment_id, gen_random_uuid(), kind, name, payload, due_at, created_at from outbox where client_environment_id = $1 returning 1)
            select count(*) from again
            """, World.Environment.Value);

        await RelayAllAsync();

        Assert.Equal(1, await CountAsync("select count(*) from queue.messages where payload::jsonb->>'address' = $1", person.Email));
    }

    [Fact]
    public async Task What_cannot_be_told_waits_and_holds_up_nobody()
    {
        await CountAsync("""
            with broken as (
              insert into outbox (client_environment_id, id, kind, name, payload, due_at, created_at)
              values ($1, gen_random_uuid(), 'event', 'NobodyKnowsThis', '{}', now() - interval '1 hour', now()) returning 1)
            select count(*) from broken
            """, World.Environment.Value);
        await Person.InviteAsync(World);

        await RelayAllAsync();

        Assert.Equal(1, await CountAsync("select count(*) from outbox where kind = 'event' and client_environment_id = $1 and failures > 0 and due_at > created_at", World.Environment.Value));
        Assert.Equal(1, await CountAsync("select count(*) from outbox where kind = 'event' and client_environment_id = $1", World.Environment.Value));
    }

    private async Task RelayAllAsync()
    {
        // Other tests' events are relayed along; they bear it, as they bear a relay of the product.
        while (await Relay.RelayAsync(CancellationToken.None) > 0)
        {
        }
    }

    private static async Task<long> CountAsync(string sql, object value)
    {
        await using var connection = new NpgsqlConnection((await TestDatabase.Shared).As("superuser"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = value } } };
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
