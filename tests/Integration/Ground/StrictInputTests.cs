using System.Net;
using System.Text;
using Vemap.Integration.Common;

namespace Vemap.Integration.Ground;

/// <summary>What holds for every request, whatever its feature.</summary>
public sealed class StrictInputTests : ApiTest
{
    [Fact]
    public async Task A_trailing_slash_does_not_exist()
    {
        await Organisation.GetAsync(Path("projects/")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public async Task An_unknown_method_is_told_which_ones_there_are()
    {
        using var answer = await Organisation.PatchAsync(Path("projects"), null);

        Assert.Contains("GET", answer.Content.Headers.Allow);
        await Task.FromResult(answer).RefusedAsync(HttpStatusCode.MethodNotAllowed, "http.method-not-allowed");
    }

    [Fact]
    public Task A_body_that_is_not_declared_as_JSON_is_refused() =>
        Organisation.PostAsync(Path("projects"), new StringContent("{}", Encoding.UTF8, "text/plain")).RefusedAsync(HttpStatusCode.UnsupportedMediaType, "http.not-json");

    [Fact]
    public Task A_doubled_property_is_refused() =>
        Organisation.PostAsync(Path("projects"), """{ "code": "A", "code": "B", "name": "C" }""").RefusedAsync(HttpStatusCode.BadRequest, "http.malformed-json");

    [Fact]
    public async Task Query_keys_that_an_operation_does_not_have_are_refused_all_at_once()
    {
        await Organisation.GetAsync(Path("closures?stauts=confirmed&Limit=2&cursor=&environmentId=1&mediator=1")).InvalidAsync(("?stauts", "unknown-key"), ("?Limit", "unknown-key"), ("?environmentId", "unknown-key"), ("?mediator", "unknown-key"));
        await Organisation.PostAsync(Path("projects?dryRun=true"), """{ "code": "A", "name": "B" }""").InvalidAsync(("?dryRun", "unknown-key"));
    }

    [Fact]
    public async Task A_text_that_no_database_keeps_is_refused_in_body_query_and_cursor()
    {
        var project = await World.ProjectAsync();
        await Organisation.PostAsync(Path("projects"), """{ "code": "A\u0000", "name": "B" }""").InvalidAsync(("/code", "control-character"));
        await Organisation.PostAsync(Path($"projects/{project}/members"), """{ "userId": "\u0000" }""", "\"v1\"").InvalidAsync(("/userId", "control-character"));
        await Organisation.GetAsync(Path("closures?text=A%00")).InvalidAsync(("?text", "control-character"));
        await Organisation.GetAsync(Path($"projects?cursor={Cursor("A\0", project.ToString())}")).InvalidAsync(("?cursor", "unknown-cursor"));
        // The same six characters behind a backslash are a text like any other.
        await Organisation.PostAsync(Path("projects"), """{ "code": "A", "name": "\\u0000" }""").BodyAsync(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("N")]
    [InlineData("B")]
    [InlineData("P")]
    [InlineData("X")]
    public async Task An_id_in_a_cursor_has_one_form(string form)
    {
        var project = await World.ProjectAsync();
        await Organisation.GetAsync(Path($"contractors?cursor={Cursor("A", project.Value.ToString(form))}")).InvalidAsync(("?cursor", "unknown-cursor"));
        await Organisation.GetAsync(Path($"vkm-plans?cursor={Cursor(project.Value.ToString(form))}")).InvalidAsync(("?cursor", "unknown-cursor"));
        await Organisation.GetAsync(Path($"vkm-plans?cursor={Cursor(project.ToString())}")).BodyAsync();
    }

    private static string Cursor(params string[] keys) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join('\u001f', keys)));

    [Theory]
    [InlineData("/v1/nothing", HttpStatusCode.NotFound)]
    [InlineData("/v1/openapi.json", HttpStatusCode.OK)]
    [InlineData("/health/ready", HttpStatusCode.OK)]
    [InlineData("/v1/client-environments/00000000-0000-0000-0000-000000000001/projects", HttpStatusCode.Unauthorized)]
    public async Task Every_answer_carries_the_version_and_the_security_headers(string path, HttpStatusCode status)
    {
        using var answer = await World.Stranger.GetAsync(path);

        Assert.Equal(status, answer.StatusCode);
        Assert.Matches(@"^\d+\.\d+\.\d+$", answer.Headers.GetValues("API-Version").Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
        Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.NotEmpty(answer.Headers.GetValues("Strict-Transport-Security").Single());
        Assert.NotEmpty(answer.Headers.GetValues("Referrer-Policy").Single());
    }

    [Theory]
    [InlineData("00000000-0000-7000-8000-000000000000")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public async Task An_id_that_nobody_has_is_not_there_and_the_empty_one_is_not_the_platforms(string id)
    {
        var environment = $"/v1/client-environments/{id}";
        foreach (var path in (string[])[environment + "/audit-entries", environment + "/users"])
        {
            await World.Admin.GetAsync(path).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
            await Organisation.GetAsync(path).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
            await World.Stranger.GetAsync(path).RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
        }

        await World.Admin.GetAsync(environment).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await World.Admin.GetAsync($"/v1/users/{id}").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Organisation.GetAsync(Path($"projects/{id}")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public Task The_empty_id_is_no_value_to_look_for() =>
        World.Admin.GetAsync($"/v1/audit-entries?actorId={Guid.Empty}").InvalidAsync(("?actorId", "wrong-form"));

    [Fact]
    public async Task A_change_without_having_seen_a_version_is_refused()
    {
        var project = await World.ProjectAsync();

        await Organisation.ActAsync(HttpMethod.Post, Path($"projects/{project}/archivals"), etag: null).RefusedAsync((HttpStatusCode)428, "common.version-required");
    }

    [Theory]
    [InlineData("\"v9\"")]
    [InlineData("v1")]
    [InlineData("*")]
    [InlineData("W/\"v1\"")]
    public async Task A_change_on_the_basis_of_another_version_is_refused(string etag)
    {
        var project = await World.ProjectAsync();

        await Organisation.ActAsync(HttpMethod.Post, Path($"projects/{project}/archivals"), etag).RefusedAsync(HttpStatusCode.PreconditionFailed, "common.stale");
    }

    [Fact]
    public async Task Of_fifty_changes_at_once_one_wins()
    {
        var project = await World.ProjectAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Organisation.ActAsync(HttpMethod.Post, Path($"projects/{project}/archivals"), "\"v1\"")));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal(49, answers.Count(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed));
    }

    [Fact]
    public async Task A_refused_request_leaves_one_audit_entry_with_a_count()
    {
        var before = await AuditRows.OfAsync(World);

        await Manager.PostAsync(Path("projects"), new { code = "A", name = "B" }).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        await Manager.PostAsync(Path("projects"), new { code = "A", name = "B" }).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");

        var after = (await AuditRows.OfAsync(World)).Skip(before.Count).ToList();
        Assert.All(after, entry => Assert.Equal(("CreateProject", "common.forbidden"), (entry.Action, entry.Outcome)));
        Assert.Equal(2, after.Sum(entry => entry.Count));
    }

    [Fact]
    public async Task A_change_leaves_one_audit_entry_bound_to_its_details()
    {
        await Organisation.PostAsync(Path("projects"), new { code = "A", name = "Brug" }).BodyAsync(HttpStatusCode.Created);

        var entry = (await AuditRows.OfAsync(World)).Single(row => row.Action == "CreateProject");
        Assert.Equal(("ok", "Project", World.OrganisationId.Value), (entry.Outcome, entry.ObjectKind, entry.Actor));
        Assert.Contains("Brug", entry.Details);
        Assert.True(entry.HashHolds);
    }
}
