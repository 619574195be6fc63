using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Vemap.Infrastructure.Postgres.Outbox;

namespace Vemap.Integration.Ground;

/// <summary>An event is relayed after its commit, again and again until its commands were committed or it is a dead letter.</summary>
public sealed class EventRelayTests : ApiTest
{
    private EventRelay Relay => World.Host.Services.GetRequiredService<EventRelay>();

    [Fact]
    public async Task An_invitation_becomes_a_mail_on_the_queue_and_its_event_is_deleted()
    {
        var (person, _) = await Person.InviteAsync(World);

        await RelayAllAsync();

        Assert.Equal(0, await CountAsync("select count(*) from domain_events where client_environment_id = $1", World.Environment.Value));
        Assert.Equal(1, await CountAsync("select count(*) from queue.messages where payload::jsonb->>'address' = $1", person.Email));
    }

    [Fact]
    public async Task An_event_that_is_relayed_twice_queues_one_mail()
    {
        var (person, _) = await Person.InviteAsync(World);
        await CountAsync("""
            with again as (
              insert into domain_events (client_environment_id, id, name, payload, due_at, created_at)
              select client_environment_id, gen_random_uuid(), name, payload, due_at, created_at from domain_events where client_environment_id = $1 returning 1)
            select count(*) from again
            """, World.Environment.Value);

        await RelayAllAsync();

        Assert.Equal(1, await CountAsync("select count(*) from queue.messages where payload::jsonb->>'address' = $1", person.Email));
    }

    [Fact]
    public async Task An_event_of_an_unknown_name_is_put_off_and_holds_up_no_other()
    {
        await CountAsync("""
            with broken as (
              insert into domain_events (client_environment_id, id, name, payload, due_at, created_at)
              values ($1, gen_random_uuid(), 'nobody-knows-this', '{}', now() - interval '1 hour', now()) returning 1)
            select count(*) from broken
            """, World.Environment.Value);
        await Person.InviteAsync(World);

        await RelayAllAsync();

        Assert.Equal(1, await CountAsync("select count(*) from domain_events where client_environment_id = $1 and failures > 0 and due_at > created_at and reason = 'This program knows no event of this name.'", World.Environment.Value));
        Assert.Equal(1, await CountAsync("select count(*) from domain_events where client_environment_id = $1", World.Environment.Value));
    }

    [Fact]
    public async Task Events_of_the_program_before_are_taken_over_with_their_names_and_relayed()
    {
        var (person, _) = await Person.InviteAsync(World);
        // Its row as that program would have written it.
        await CountAsync("""
            with former as (delete from domain_events where client_environment_id = $1 returning *),
            written as (
              insert into outbox (client_environment_id, id, kind, name, payload, due_at, created_at)
              select client_environment_id, id, 'event', 'AccountMailAsked', payload, due_at, created_at from former returning 1)
            select count(*) from written
            """, World.Environment.Value);

        await RelayAllAsync();

        Assert.Equal(0, await CountAsync("select (select count(*) from outbox where client_environment_id = $1) + (select count(*) from domain_events where client_environment_id = $1)", World.Environment.Value));
        Assert.Equal(1, await CountAsync("select count(*) from queue.messages where payload::jsonb->>'address' = $1", person.Email));
    }

    [Fact]
    public async Task An_event_that_cannot_be_read_is_a_dead_letter_with_its_reason_after_its_last_failure()
    {
        var broken = Guid.NewGuid();
        await CountAsync("""
            with broken as (
              insert into domain_events (client_environment_id, id, name, payload, due_at, failures, created_at)
              values ('00000000-0000-0000-0000-000000000000', $1, 'file-discarded', '{"file":"no id"}', now() - interval '1 hour', 10, now()) returning 1)
            select count(*) from broken
            """, broken);
        await RelayAllAsync();
        Assert.Equal(1, await CountAsync("select count(*) from domain_events where id = $1 and failures = 11 and dead_at is null", broken));

        await CountAsync("with due as (update domain_events set due_at = now() - interval '1 minute' where id = $1 returning 1) select count(*) from due", broken);
        await RelayAllAsync();

        Assert.Equal(1, await CountAsync("select count(*) from domain_events where id = $1 and dead_at is not null and reason = 'The payload cannot be read at $.file.'", broken));
        await CountAsync("with due as (update domain_events set due_at = now() - interval '1 minute' where id = $1 returning 1) select count(*) from due", broken);
        await RelayAllAsync();
        Assert.Equal(1, await CountAsync("select count(*) from domain_events where id = $1 and failures = 12", broken));
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
