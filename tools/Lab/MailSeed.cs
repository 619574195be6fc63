namespace Vemap.Lab;

/// <summary>Twenty closures and many stakeholders in a group, in the first environment; mailings to all of them, sent through the API.</summary>
public static class MailSeed
{
    private const int Environment = 1;

    private const string Closures = """
        insert into closures (client_environment_id, id, project_id, number, title, title_search, road_number, place, place_search, geometry, west, south, east, north, measures, contacts,
          starts_at, ends_at, live_status, live_first_end, live_last_end, content_version, status, status_at, status_by, version, created_at, updated_at)
        select lab_id('environment', 1), lab_id('closure', n), lab_id('project', 11), '2026-' || lpad(n::text, 6, '0'), 'Afsluiting A1 bij Muiden', 'afsluiting a1 bij muiden', 'A1', 'Muiden', 'muiden',
          '{"type":"LineString","coordinates":[[5.06,52.33],[5.08,52.33]]}', 5.06, 52.33, 5.08, 52.33, '[]', '[]',
          now() + interval '10 days', now() + interval '10 days 8 hours', 'planned', now() + interval '10 days 8 hours', now() + interval '10 days 8 hours', 1, 'confirmed', now(), lab_id('user', 1), 1, now(), now()
        from generate_series(1, 20) n;
        """;

    private const string Group = """
        insert into stakeholder_groups (client_environment_id, id, project_id, name, version, created_at, updated_at)
        select lab_id('environment', 1), lab_id('group', 1), lab_id('project', 11), 'Iedereen', 1, now(), now();
        """;

    private const string Stakeholders = """
        insert into stakeholders (client_environment_id, id, project_id, name, sort_name, organisation, email, language, category, mandatory, version, created_at, updated_at)
        select lab_id('environment', 1), lab_id('stakeholder', n), lab_id('project', 11), 'Bewoner ' || n, 'bewoner ' || n, 'Buurt ' || n % 20, 'bewoner' || n || '@lab.vemap.test', 'nl', 'residents', false, 1, now(), now()
        from generate_series(1, $1) n;
        """;

    private const string Members = """
        insert into stakeholder_group_members (client_environment_id, stakeholder_group_id, stakeholder_id)
        select lab_id('environment', 1), lab_id('group', 1), lab_id('stakeholder', n) from generate_series(1, $1) n;
        """;

    // The half minute in which a sending can be undone is skipped.
    private const string Now = "update mailings set send_at = now() where id = $1";
    // The laboratory also runs the program of an earlier commit, which has the outbox only.
    private const string Due = """
        do $$ begin
          update outbox set due_at = now() where kind = 'mail' and due_at > now();
          if to_regclass('scheduled_mails') is not null then update scheduled_mails set due_at = now() where due_at > now(); end if;
        end $$
        """;

    public static async Task PlantAsync(Laboratory lab, int recipients, CancellationToken cancellationToken)
    {
        await Seed.EnvironmentsAsync(lab, 1, "{}", cancellationToken);
        foreach (var sql in (string[])[Closures, Group]) await Sql.RunAsync(lab.Owner, sql, cancellationToken);
        foreach (var sql in (string[])[Stakeholders, Members]) await Sql.RunAsync(lab.Owner, sql, cancellationToken, recipients);
        await Sql.RunAsync(lab.Owner, "analyze", cancellationToken);
    }

    public static Task<Api> LogInAsync(Uri web, CancellationToken cancellationToken) => Api.LogInAsync(web, Environment, cancellationToken);

    /// <summary>Drafts a mailing about one of the closures to everybody and sends it; it waits until <see cref="ReleaseAsync"/>.</summary>
    public static async Task<Guid> SendAsync(Api api, int closure, CancellationToken cancellationToken)
    {
        var draft = await api.PostAsync(
            "mailings",
            new
            {
                projectId = Seed.Id("project", 11),
                kind = "announcement",
                closureIds = new[] { Seed.Id("closure", closure) },
                stakeholderIds = Array.Empty<Guid>(),
                groupIds = new[] { Seed.Id("group", 1) },
                texts = new[] { new { language = "nl", subject = "Afsluiting van de A1 bij Muiden", html = Text } },
            },
            cancellationToken);
        var id = draft.GetProperty("id").GetGuid();
        await api.PostAsync($"mailings/{id}/sendings", new { }, cancellationToken, draft.GetProperty("version").GetInt32());
        return id;
    }

    public static async Task ReleaseAsync(Laboratory lab, Guid mailing, CancellationToken cancellationToken)
    {
        await Sql.RunAsync(lab.Owner, Now, cancellationToken, mailing);
        await Sql.RunAsync(lab.Owner, Due, cancellationToken);
    }

    private const string Text = """
        <p>Beste ((recipient.name)),</p>
        <p>De A1 wordt bij Muiden afgesloten voor groot onderhoud. Het verkeer wordt omgeleid over de A6 en de A27; volg de gele borden.
        Hulpdiensten kunnen na een telefoontje met de meldkamer op de werkplek altijd doorrijden.</p>
        <p>Wij begrijpen dat dit hinder geeft en doen ons best om die zo klein mogelijk te houden.</p>
        """;
}
