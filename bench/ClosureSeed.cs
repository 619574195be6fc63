using Vemap.Lab;

namespace Vemap.Bench;

/// <summary>Closures of 50 client environments, evenly spread over them and over their projects.</summary>
internal static class ClosureSeed
{
    public const int Environments = 50;

    private const string Closures = """
        insert into closures (client_environment_id, id, project_id, number, title, title_search, road_number, hectometer_from, hectometer_to, side, place, place_search, geometry,
          west, south, east, north, measures, hindrance_scheme, hindrance_value, contacts, public_text, starts_at, ends_at, live_status, live_first_end, live_last_end, content_version, status, status_at, status_by, version, created_at, updated_at)
        select lab_id('environment', e), gen_random_uuid(), lab_id('project', e * 10 + 1 + n % 4), '2026-' || lpad(n::text, 6, '0'),
          'Afsluiting A' || (1 + n % 4) || ' richting knooppunt ' || n, lower('Afsluiting A' || (1 + n % 4) || ' richting knooppunt ' || n), 'A' || (1 + n % 4),
          (n % 900) / 10.0, (n % 900) / 10.0 + 1.5, 'right', 'Knooppunt ' || (n % 97), 'knooppunt ' || (n % 97), geometry, 4.7 + (n % 100) / 1000.0, 52.2 + (n % 77) / 1000.0, 4.71 + (n % 100) / 1000.0, 52.21 + (n % 77) / 1000.0,
          '[]', 'ndw-category', 'B', '[]', 'Volg de gele borden.', starts, starts + interval '8 hours', 'planned', starts + interval '8 hours', starts + interval '8 hours', 1, 'confirmed', starts - interval '30 days', lab_id('user', e), 3, starts - interval '60 days', starts - interval '30 days'
        from generate_series(1, $1) e, generate_series($2, $3) n,
          lateral (select timestamptz '2026-01-01 20:00Z' + (n * 7919 % 5000) * interval '1 hour' as starts) moment,
          lateral (select jsonb_build_object('type', 'LineString', 'coordinates', jsonb_agg(jsonb_build_array(4.7 + (n % 100 + i) / 1000.0, 52.2 + (n % 77 + i) / 1000.0))) as geometry from generate_series(1, 20) i) line
        """;

    // A closure is confirmed only with an approved plan, so each project has one that covers its closures.
    private const string Plans = """
        insert into vkm_plans (client_environment_id, id, project_id, title, current_version, status, awaits_review, version, created_at, updated_at)
        select client_environment_id, id, id, 'Verkeersplan ' || name, 1, 'approved', false, 1, now(), now() from projects;
        """;

    private const string Coverage = """
        insert into vkm_plan_closures (client_environment_id, vkm_plan_id, closure_id, project_id, status, approved_version, approved_sha256)
        select client_environment_id, project_id, id, project_id, 'approved', 1, repeat('a', 64) from closures c
        where right(number, 1) <> '7' and not exists (select from vkm_plan_closures v where v.client_environment_id = c.client_environment_id and v.closure_id = c.id);
        """;

    // So many in one statement take seconds, not minutes.
    private const int Together = 2_000;

    public static async Task PlantAsync(Laboratory lab, int rows, CancellationToken cancellationToken)
    {
        await Seed.EnvironmentsAsync(lab, Environments, "{}", cancellationToken);
        await Sql.RunAsync(lab.Owner, Plans, cancellationToken);
        await GrowAsync(lab, 0, rows, cancellationToken);
    }

    /// <summary>Adds closures until there are so many.</summary>
    public static async Task GrowAsync(Laboratory lab, int from, int to, CancellationToken cancellationToken)
    {
        for (var first = from / Environments; first < to / Environments; first += Together)
            await Sql.RunAsync(lab.Owner, Closures, cancellationToken, Environments, first + 1, Math.Min(first + Together, to / Environments));
        await Sql.RunAsync(lab.Owner, Coverage, cancellationToken);
        await Sql.RunAsync(lab.Owner, "vacuum analyze", cancellationToken);
    }
}
