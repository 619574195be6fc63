using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Vemap.Application.Common.Mail;
using Vemap.Application.Common.Ports;
using Vemap.Domain.ClientEnvironments;
using Vemap.Domain.Deliveries;
using Vemap.Domain.Mailings;
using Vemap.Domain.MessageTemplates;
using Vemap.Domain.Stakeholders;

namespace Vemap.Integration.Mailings;

/// <summary>Tests about mailings of one project with one closure, of which the manager is a member; the environment is live.</summary>
[Collection("mailings")]
public abstract class MailingTest(MailingFixture fixture) : IAsyncLifetime
{
    private int people;

    protected MailingFixture Fixture => fixture;

    protected World World { get; private set; } = null!;

    protected HttpClient Organisation => World.Organisation;

    protected HttpClient Manager => World.Manager;

    protected ProjectId Project { get; private set; }

    protected string Closure { get; private set; } = "";

    public async Task InitializeAsync()
    {
        await fixture.ClearAsync();
        await ArrangeAsync(fixture.Host);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    protected async Task ArrangeAsync(TestHost host)
    {
        World = await World.CreateAsync(host);
        await EnvironmentAsync(mode: EnvironmentMode.Live);
        Project = await World.ProjectAsync();
        Closure = (await PlanAsync()).Id();
    }

    protected string Path(string path) => World.Path(path);

    protected string Mailings(string path = "") => Path($"mailings{path}");

    /// <summary>Changes the environment itself: its mode, what is released by hand, whom a trial may reach.</summary>
    protected Task EnvironmentAsync(EnvironmentMode mode, int releaseAbove = 1000, params string[] allowed) => World.SaveAsync((db, now) =>
    {
        var environment = db.Set<ClientEnvironment>().Single(environment => environment.Id == World.Environment);
        environment.Change("Provincie Test", mode, new MailSender("Provincie Test", "verkeer@test.vemap.test", null), now);
        environment.ChangeSettings(null, null, "088 555 0000", new EnvironmentSettings(releaseAbove, allowed), now);
    });

    protected Task<JsonElement> PlanAsync(Action<JsonObject>? change = null, ProjectId? project = null)
    {
        var body = JsonNode.Parse("""
            {
              "title": "Onderhoud aan de brug", "place": "Badhoevedorp", "roadNumber": "A9", "hectometerFrom": 31.2, "hectometerTo": 33.8, "side": "right",
              "geometry": { "type": "LineString", "coordinates": [[4.78, 52.33], [4.80, 52.35]] },
              "phases": [{ "startsAt": "2027-03-09T21:00:00+01:00", "endsAt": "2027-03-10T05:00:00+01:00" }],
              "measures": [{ "kind": "full-closure", "modes": ["cars"], "emergencyServices": "on-request", "publicTransport": "none" }],
              "contacts": [{ "kind": "on-site", "name": "J. de Vries", "phone": "020 555 0100" }],
              "publicText": "Omleiding volgt de borden.", "noPlanReason": "Werk in de berm"
            }
            """)!.AsObject();
        change?.Invoke(body);
        return (project is null ? Manager : Organisation).PostAsync(Path($"projects/{project ?? Project}/closures"), body).BodyAsync(HttpStatusCode.Created);
    }

    /// <summary>Adds a stakeholder to the environment's register, or to a project's own.</summary>
    protected async Task<string> StakeholderAsync(string? address = null, string name = "Jan de Wit", string language = "nl", bool mandatory = false, ProjectId? project = null, string? fallback = null, string? organisation = "Gemeente")
    {
        var id = StakeholderId.New();
        var details = new StakeholderDetails(name, organisation, address ?? $"ontvanger{Interlocked.Increment(ref people)}@example.test", fallback, null, language, StakeholderCategory.Municipality, mandatory, null, null);
        await World.SaveAsync((db, now) => db.Add(new Stakeholder(id, project, details, now)));
        return id.ToString();
    }

    /// <summary>A group of the environment with this many members; the address is an SQL expression over their number n. Every fourth reads English.</summary>
    protected async Task<string> GroupAsync(int members, string address = "'persoon' || n || '@example.test'")
    {
        var group = StakeholderGroupId.New();
        await fixture.RunAsync($"""
            insert into stakeholder_groups (client_environment_id, id, name, version, created_at, updated_at) values ('{World.Environment}', '{group}', 'Groep {group}', 1, now(), now());
            with people as (
              insert into stakeholders (client_environment_id, id, name, sort_name, organisation, email, language, category, mandatory, version, created_at, updated_at)
              select '{World.Environment}', gen_random_uuid(), 'Persoon ' || n, 'persoon ' || n, 'Bedrijf', {address}, case when n % 4 = 0 then 'en' else 'nl' end, 'business', false, 1, now(), now()
              from generate_series(0, {members - 1}) n returning id)
            insert into stakeholder_group_members select '{World.Environment}', '{group}', id from people;
            """);
        return group.ToString();
    }

    protected JsonObject Body(params string[] stakeholders) => new()
    {
        ["projectId"] = Project.ToString(),
        ["kind"] = "announcement",
        ["closureIds"] = new JsonArray(Closure),
        ["stakeholderIds"] = new JsonArray([.. stakeholders.Select(stakeholder => (JsonNode)stakeholder)]),
        ["groupIds"] = new JsonArray(),
        ["templateId"] = DefaultTemplates.All[0].Id.ToString(),
    };

    protected async Task<Drafted> DraftAsync(JsonObject body, HttpClient? client = null)
    {
        var (made, etag) = await (client ?? Manager).PostAsync(Mailings(), body).TaggedAsync();
        return new Drafted(Mailings($"/{made.Id()}"), made.Id(), etag);
    }

    protected async Task<Drafted> SentAsync(params string[] stakeholders)
    {
        var mailing = await DraftAsync(Body(stakeholders));
        await mailing.TakeAsync(Manager, "sendings", new { });
        return mailing;
    }

    /// <summary>A mailing whose undo time is over and whose mails lie on the queue.</summary>
    protected async Task<(Drafted Mailing, IReadOnlyList<OutgoingMail> Mails)> UnderWayAsync(params string[] stakeholders)
    {
        var mailing = await SentAsync(stakeholders);
        fixture.Advance(Mailing.UndoTime);
        await fixture.RelayAsync();
        await RefreshAsync(mailing);
        return (mailing, await fixture.TakeMailsAsync());
    }

    protected async Task ArchiveAsync()
    {
        var (_, etag) = await Organisation.GetAsync(Path($"projects/{Project}")).TaggedAsync();
        await Organisation.ActAsync(HttpMethod.Post, Path($"projects/{Project}/archivals"), etag).BodyAsync();
    }

    protected async Task ConfirmClosureAsync()
    {
        var path = Path($"projects/{Project}/closures/{Closure}");
        var (_, etag) = await Manager.GetAsync(path).TaggedAsync();
        await Manager.ActAsync(HttpMethod.Post, $"{path}/submissions", etag).BodyAsync();
        (_, etag) = await Organisation.GetAsync(path).TaggedAsync();
        await Organisation.ActAsync(HttpMethod.Post, $"{path}/confirmations", etag).BodyAsync();
    }

    /// <summary>The night of the closure has begun.</summary>
    protected Task BeginNightAsync() => fixture.RunAsync($"update occurrences set status = 'started', expected_end_at = '2027-03-10T06:30:00Z' where closure_id = '{Closure}'");

    /// <summary>The default template of a kind.</summary>
    protected static string Template(MailingKind kind) => DefaultTemplates.All.Single(template => template.Kind == kind).Id.ToString();

    protected async Task CancelClosureAsync()
    {
        var path = Path($"projects/{Project}/closures/{Closure}");
        var (_, etag) = await Manager.GetAsync(path).TaggedAsync();
        await Manager.PostAsync($"{path}/cancellations", new { reason = "Geen materieel" }, etag).BodyAsync();
    }

    protected Task<JsonElement> GetAsync(Drafted mailing) => Organisation.GetAsync(mailing.Path).BodyAsync();

    /// <summary>Reads the mailing and remembers its version.</summary>
    protected async Task<JsonElement> RefreshAsync(Drafted mailing)
    {
        var (body, etag) = await Organisation.GetAsync(mailing.Path).TaggedAsync();
        mailing.ETag = etag;
        return body;
    }

    protected async Task<Dictionary<string, int>> CountsAsync(Drafted mailing) =>
        (await GetAsync(mailing)).GetProperty("counts").EnumerateArray().ToDictionary(count => count.GetProperty("status").GetString()!, count => count.GetProperty("count").GetInt32());

    protected async Task<JsonElement[]> RecipientsAsync(Drafted mailing, HttpClient? client = null) =>
        [.. (await (client ?? Organisation).GetAsync($"{mailing.Path}/recipients?limit=200").BodyAsync()).GetProperty("items").EnumerateArray()];

    protected async Task<string> StatusAsync(OutgoingMail mail, Drafted mailing) =>
        (await Organisation.GetAsync($"{mailing.Path}/recipients/{mail.Recipient}").BodyAsync()).GetProperty("status").GetString()!;

    protected DeliveryEvent Event(OutgoingMail mail, DeliveryEventKind kind, string? id = null, string? enhanced = null, string? reply = null, int? attempt = null) =>
        new(mail.Environment, mail.Recipient, attempt ?? mail.Attempt, id ?? kind.ToString(), kind, fixture.Now, null,
            enhanced ?? (kind == DeliveryEventKind.Bounced ? "5.1.1" : null), reply ?? $"said {kind}");

    /// <summary>A mailing as this test has last seen it.</summary>
    protected sealed class Drafted(string path, string id, string etag)
    {
        public string Path { get; } = path;

        public string Id { get; } = id;

        public string ETag { get; set; } = etag;

        public async Task<JsonElement> TakeAsync(HttpClient client, string step, object? body = null)
        {
            var (result, etag) = await client.SendAsync(HttpMethod.Post, $"{Path}/{step}", body, ETag).TaggedAsync();
            if (step != "resends") ETag = etag;
            return result;
        }

        public Task<HttpResponseMessage> TryAsync(HttpClient client, string step, object? body = null) => client.SendAsync(HttpMethod.Post, $"{Path}/{step}", body, ETag);
    }
}
