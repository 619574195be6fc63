using System.Text.Json;
using System.Text.Json.Nodes;

namespace Vemap.Integration.Closures;

/// <summary>Tests about closures of one project, of which the manager is a member.</summary>
public abstract class ClosureTest : ApiTest
{
    /// <summary>To the second, for phases have no fractions of one.</summary>
    protected static DateTimeOffset Now => DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());

    protected ProjectId Project { get; private set; }

    protected string Closures => Path($"projects/{Project}/closures");

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Project = await World.ProjectAsync();
    }

    /// <summary>A closure around this moment, six hours long, with somebody on site; or as the change says.</summary>
    public static JsonObject Body(Action<JsonObject>? change = null)
    {
        var body = new JsonObject
        {
            ["title"] = "Deck of the bridge",
            ["place"] = "Amsterdam",
            ["roadNumber"] = "A9",
            ["hectometerFrom"] = 12.3,
            ["geometry"] = JsonNode.Parse("""{"type":"LineString","coordinates":[[4.9,52.3],[4.95,52.31]]}"""),
            ["phases"] = new JsonArray(new JsonObject { ["startsAt"] = Now.AddHours(-1), ["endsAt"] = Now.AddHours(5) }),
            ["measures"] = new JsonArray(Measure()),
            ["contacts"] = new JsonArray(new JsonObject { ["kind"] = "on-site", ["name"] = "J. de Vries", ["phone"] = "+31 20 555 0100" }),
            ["publicText"] = "The road is closed.",
            ["internalNote"] = "Only for us.",
            ["noPlanReason"] = "No traffic measures on the main road.",
        };
        change?.Invoke(body);
        return body;
    }

    protected static JsonObject Measure() => new()
    {
        ["kind"] = "full-closure",
        ["modes"] = new JsonArray("cars", "lorries"),
        ["emergencyServices"] = "on-request",
        ["publicTransport"] = "none",
    };

    /// <summary>Nights 21:00–05:00, Mondays to Fridays: the ten of 4 to 15 January 2027 unless told otherwise.</summary>
    protected static JsonArray Nights(string first = "2027-01-04", string last = "2027-01-15", string? id = null, string from = "21:00:00")
    {
        var phase = JsonNode.Parse($$"""
            {
              "name": "Nights", "startsAt": "{{first}}T21:00:00+01:00", "endsAt": "{{last}}T21:00:00+01:00",
              "window": { "from": "{{from}}", "to": "05:00:00", "weekdays": ["monday", "tuesday", "wednesday", "thursday", "friday"] }
            }
            """)!.AsObject();
        if (id is not null) phase["id"] = id;
        return new JsonArray(phase);
    }

    /// <summary>Phases by the hours from now.</summary>
    protected static JsonArray Hours(params (int From, int To)[] phases) =>
        new([.. phases.Select(phase => new JsonObject { ["startsAt"] = Now.AddHours(phase.From), ["endsAt"] = Now.AddHours(phase.To) })]);

    protected async Task<Planned> PlanAsync(Action<JsonObject>? change = null)
    {
        var (body, etag) = await Manager.PostAsync(Closures, Body(change)).TaggedAsync();
        return new Planned($"{Closures}/{body.Id()}", body.Id(), body.GetProperty("number").GetString()!, etag);
    }

    protected async Task<Planned> SubmittedAsync(Action<JsonObject>? change = null)
    {
        var closure = await PlanAsync(change);
        await closure.TakeAsync(Manager, "submissions");
        return closure;
    }

    protected async Task<Planned> ConfirmedAsync(Action<JsonObject>? change = null)
    {
        var closure = await SubmittedAsync(change);
        await closure.TakeAsync(Organisation, "confirmations");
        return closure;
    }

    /// <summary>A confirmed closure by a plan that the road authority approved; the plan's path and ETag.</summary>
    protected async Task<(Planned Closure, string Plan, string PlanTag)> ConfirmedByPlanAsync()
    {
        var closure = await SubmittedAsync(body => body.Remove("noPlanReason"));
        var (plan, tag) = await ApprovedPlanAsync(closure);
        await closure.TakeAsync(Organisation, "confirmations");
        return (closure, plan, tag);
    }

    /// <summary>The path and ETag of a plan that is approved for the closure.</summary>
    protected async Task<(string Plan, string ETag)> ApprovedPlanAsync(Planned closure)
    {
        var plans = Path($"projects/{Project}/vkm-plans");
        var (plan, tag) = await Manager.PostAsync(plans, new { title = "VKM-plan", fileId = await PlanFileAsync(closure), closureIds = new[] { closure.Id } }).TaggedAsync();
        var seen = new { closureId = closure.Id, contentVersion = (await GetAsync(closure)).GetProperty("contentVersion").GetInt32() };
        var (_, approved) = await Organisation.PostAsync($"{plans}/{plan.Id()}/reviews", new { decision = "approved", closures = new[] { seen } }, tag).TaggedAsync();
        return ($"{plans}/{plan.Id()}", approved);
    }

    /// <summary>A new version takes the approval away.</summary>
    protected async Task AddPlanVersionAsync(Planned closure, string plan, string etag) =>
        await Manager.PostAsync($"{plan}/versions", new { fileId = await PlanFileAsync(closure) }, etag).BodyAsync();

    /// <summary>An available plan file at the closure.</summary>
    protected async Task<string> PlanFileAsync(Planned closure)
    {
        var bytes = Samples.SampleFiles.Pdf($"{Guid.CreateVersion7()}");
        var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        var (file, tag) = await Manager.PostAsync($"{closure.Path}/files", new { kind = "vkm-plan", name = "plan.pdf", size = bytes.Length, contentType = "application/pdf", sha256 }).TaggedAsync();
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new("application/pdf");
        (await World.Stranger.PutAsync(file.GetProperty("upload").GetProperty("url").GetString(), content)).EnsureSuccessStatusCode();
        await Manager.ActAsync(HttpMethod.Post, $"{closure.Path}/files/{file.Id()}/completions", tag).BodyAsync();
        return file.Id();
    }

    protected Task<JsonElement> GetAsync(Planned closure) => Organisation.GetAsync(closure.Path).BodyAsync();

    protected async Task ArchiveAsync()
    {
        var (_, etag) = await Organisation.GetAsync(Path($"projects/{Project}")).TaggedAsync();
        await Organisation.ActAsync(HttpMethod.Post, Path($"projects/{Project}/archivals"), etag).BodyAsync();
    }

    /// <summary>A closure as this test has last seen it.</summary>
    protected sealed class Planned(string path, string id, string number, string etag)
    {
        public string Path { get; } = path;

        public string Id { get; } = id;

        public string Number { get; } = number;

        public string ETag { get; set; } = etag;

        /// <summary>Takes a step that must succeed and remembers the new version.</summary>
        public async Task<JsonElement> TakeAsync(HttpClient client, string step, object? body = null)
        {
            var (result, etag) = await client.SendAsync(HttpMethod.Post, $"{Path}/{step}", body, ETag).TaggedAsync();
            ETag = etag;
            return result;
        }

        public Task<HttpResponseMessage> TryAsync(HttpClient client, string step, object? body = null) => client.SendAsync(HttpMethod.Post, $"{Path}/{step}", body, ETag);

        public async Task<string> NightAsync(HttpClient client)
        {
            var page = await client.GetAsync($"{Path}/occurrences").BodyAsync();
            return page.GetProperty("items")[0].Id();
        }
    }
}

/// <summary>What every change of an existing closure has in common: who may not, what does not exist, and what is out of date.</summary>
public abstract class ClosureChangeTest : ClosureTest
{
    /// <summary>Sends this request about the closure at the path, in a form that is right.</summary>
    protected abstract Task<HttpResponseMessage> SendAsync(HttpClient client, string path, string? etag);

    /// <summary>What a manager of another project is told: that there is no such thing, unless no manager may at all.</summary>
    protected virtual (HttpStatusCode Status, string Code) ForOutsiders => (HttpStatusCode.NotFound, "common.not-found");

    [Fact]
    public async Task A_stakeholder_is_refused_with_403() =>
        await SendAsync(Stakeholder, (await PlanAsync()).Path, "\"v1\"").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");

    [Fact]
    public async Task A_manager_of_another_project_finds_nothing()
    {
        var closure = await PlanAsync();
        var (outsider, _) = await World.MemberAsync(Domain.Users.Role.Manager);
        await SendAsync(outsider, closure.Path, "\"v1\"").RefusedAsync(ForOutsiders.Status, ForOutsiders.Code);
    }

    [Fact]
    public async Task Another_environment_is_not_found()
    {
        var closure = await PlanAsync();
        var other = await World.CreateAsync(World.Host);
        await SendAsync(other.Organisation, closure.Path, "\"v1\"").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public async Task A_closure_of_another_environment_below_an_own_project_is_not_found()
    {
        var closure = await PlanAsync();
        var other = await World.CreateAsync(World.Host);
        var project = await other.ProjectAsync();
        await SendAsync(other.Organisation, other.Path($"projects/{project}/closures/{closure.Id}"), "\"v1\"").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public Task A_closure_that_does_not_exist_is_not_found() =>
        SendAsync(Organisation, $"{Closures}/0198a000-0000-7000-8000-000000000000", "\"v1\"").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");

    [Fact]
    public async Task A_missing_version_is_428_and_a_stale_one_412()
    {
        var closure = await PlanAsync();
        await SendAsync(Organisation, closure.Path, null).RefusedAsync((HttpStatusCode)428, "common.version-required");
        await SendAsync(Organisation, closure.Path, "\"v7\"").RefusedAsync(HttpStatusCode.PreconditionFailed, "common.stale");
    }

    [Fact]
    public async Task Nothing_of_an_archived_project_changes()
    {
        var closure = await PlanAsync();
        await ArchiveAsync();
        await SendAsync(Organisation, closure.Path, closure.ETag).RefusedAsync(HttpStatusCode.Conflict, "projects.archived");
    }
}
