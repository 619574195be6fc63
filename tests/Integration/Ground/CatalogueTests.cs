using Npgsql;
using Vemap.Infrastructure.Postgres;

namespace Vemap.Integration.Ground;

/// <summary>The second wall, held against the database's own catalogue (docs/architecture.md, "Tenants").</summary>
public sealed class CatalogueTests
{
    // Of the platform, not of a client environment; only the features named in docs/architecture.md touch them.
    private static readonly string[] PlatformTables = ["client_environments", "credentials", "log_in_failures", "one_time_tokens", "schema_version",
        "sessions", "signing_keys", "users"];

    [Fact]
    public async Task Every_table_is_a_tenants_or_named_as_the_platforms()
    {
        var open = await ListAsync("""
            select relname from pg_class c where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
            and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'client_environment_id')
            """);

        Assert.Equal(PlatformTables, open.Order());
    }

    [Fact]
    public async Task Every_tenant_table_is_forced_behind_a_policy_for_each_of_its_roles()
    {
        var tables = await ListAsync(TenantTables);
        var walled = await ListAsync($"""
            select relname from ({TenantTables}) t join pg_class c using (relname) where c.relnamespace = 'public'::regnamespace
            and relrowsecurity and relforcerowsecurity
            and exists (select from pg_policy p where polrelid = c.oid and polroles = array['vemap_owner'::regrole::oid] and pg_get_expr(polqual, polrelid) = 'true')
            and exists (select from pg_policy p where polrelid = c.oid and polroles = array['vemap_application'::regrole::oid] and polcmd = '*'
              and pg_get_expr(polqual, polrelid) like '(client_environment_id = ( SELECT (NULLIF(current_setting(''app.environment''::text, true), ''''::text))::uuid%')
            """);

        Assert.True(tables.Count >= 7, "Hardly a table was found.");
        Assert.Equal(tables.Order(), walled.Order());
    }

    [Fact]
    public async Task Only_the_worker_and_ones_own_memberships_look_across_environments()
    {
        var across = await ListAsync("""
            select relname || '/' || polname from pg_policy p join pg_class c on c.oid = polrelid
            where polname not in ('owner', 'tenant') and relnamespace = 'public'::regnamespace
            """);

        Assert.All(across, policy => Assert.True(policy.EndsWith("/worker", StringComparison.Ordinal) || policy == "memberships/own_memberships", policy));
    }

    [Fact]
    public async Task Every_index_of_a_tenant_table_is_led_by_the_environment()
    {
        var wrong = await ListAsync("""
            select i.indexrelid::regclass::text from pg_index i join pg_class t on t.oid = i.indrelid
            join pg_attribute a on a.attrelid = t.oid and a.attname = 'client_environment_id'
            where t.relnamespace = 'public'::regnamespace and i.indkey[0] <> a.attnum
            """);

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Every_reference_between_tenant_tables_carries_the_environment()
    {
        var wrong = await ListAsync("""
            select conname from pg_constraint f
            join pg_attribute here on here.attrelid = f.conrelid and here.attname = 'client_environment_id'
            join pg_attribute there on there.attrelid = f.confrelid and there.attname = 'client_environment_id'
            where contype = 'f' and f.connamespace = 'public'::regnamespace and f.conkey[array_position(f.confkey, there.attnum)] is distinct from here.attnum
            """);

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task No_role_of_ours_can_step_around_the_wall()
    {
        var strong = await ListAsync("select rolname from pg_roles where rolname like 'vemap\\_%' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)");
        var members = await ListAsync("select roleid::regrole::text from pg_auth_members where roleid::regrole::text like 'vemap\\_%' and member::regrole::text like 'vemap\\_%'");
        var dangerous = await ListAsync("""
            select table_name || ' ' || grantee || ' ' || privilege_type from information_schema.role_table_grants
            where grantee in ('vemap_application', 'vemap_worker', 'vemap_mail', 'PUBLIC') and table_schema in ('public', 'queue', 'mail')
            and privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER')
            """);

        Assert.Empty(strong);
        Assert.Empty(members);
        Assert.Empty(dangerous);
    }

    [Fact]
    public async Task What_is_append_only_can_only_be_appended()
    {
        var rights = await ListAsync("""
            select table_name || ' ' || string_agg(lower(privilege_type), ' ' order by privilege_type) from information_schema.role_table_grants
            where grantee = 'vemap_application' and table_name in ('audit_entries', 'audit_details', 'outbox', 'domain_events', 'scheduled_mails') group by table_name
            """);

        Assert.Equal(["audit_details insert select", "audit_entries insert select", "domain_events insert select", "outbox insert select", "scheduled_mails insert select"], rights.Order());
    }

    [Fact]
    public async Task The_worker_sees_of_the_platforms_tables_no_more_than_it_needs_and_deletes_what_expires()
    {
        var rights = await ListAsync($"""
            select table_name || ' ' || lower(privilege_type) from information_schema.role_table_grants
            where grantee = 'vemap_worker' and table_name in ('{string.Join("', '", PlatformTables)}')
            union all
            select table_name || '.' || column_name || ' ' || lower(privilege_type) from information_schema.role_column_grants
            where grantee = 'vemap_worker' and table_name in ('{string.Join("', '", PlatformTables)}')
            """);

        Assert.Equal(
            ["client_environments.id select", "client_environments.mode select", "client_environments.status select",
                "log_in_failures delete", "log_in_failures.last_at select", "one_time_tokens delete", "one_time_tokens.expires_at select", "sessions delete",
                    "sessions.expires_at select"],
            rights.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_mail_role_sees_no_table_of_the_application()
    {
        var seen = await ListAsync("select table_name from information_schema.role_table_grants where grantee = 'vemap_mail' and table_schema not in ('mail', 'queue')");

        Assert.Empty(seen);
    }

    [Fact]
    public async Task Views_ask_with_the_rights_of_whoever_asks()
    {
        var wrong = await ListAsync("""
            select relname from pg_class where relnamespace = 'public'::regnamespace
            and (relkind = 'm' or (relkind = 'v' and not coalesce(reloptions @> array['security_invoker=true'], false)))
            """);

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Without_an_environment_there_is_nothing_and_nothing_can_be_added()
    {
        await using var connection = new NpgsqlConnection((await TestDatabase.Shared).As("application"));
        await connection.OpenAsync();
        foreach (var table in await ListAsync(TenantTables))
        {
            await using var count = new NpgsqlCommand($"select count(*) from {table}", connection);
            Assert.Equal(0L, await count.ExecuteScalarAsync());
        }

        await using var insert = new NpgsqlCommand(
            "insert into outbox (client_environment_id, id, kind, name, payload, due_at, created_at) values (gen_random_uuid(), gen_random_uuid(), 'event', 'x', '{}', now(), now())", connection);
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => insert.ExecuteNonQueryAsync());
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    // A name that PostgreSQL made itself is cut after 63 characters, and a refusal by it would be nobody's.
    [Fact]
    public async Task Every_constraint_that_has_a_problem_of_its_own_is_there_by_that_name()
    {
        var names = await ListAsync("""
            select conname from pg_constraint where contype in ('c', 'f', 'p', 'u') and connamespace = 'public'::regnamespace
            union select relname from pg_index i join pg_class c on c.oid = i.indexrelid where indisunique and relnamespace = 'public'::regnamespace
            """);

        Assert.NotEmpty(ConstraintProblems.Names);
        Assert.Empty(ConstraintProblems.Names.Except(names));
    }

    private const string TenantTables = """
        select relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'client_environment_id'
        where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
        """;

    private static async Task<List<string>> ListAsync(string sql)
    {
        await using var connection = new NpgsqlConnection((await TestDatabase.Shared).As("superuser"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
        return rows;
    }
}
