using System.Text;

namespace Vemap.Integration.Ground;

/// <summary>Rules that hold for every request of every feature.</summary>
public sealed class StrictInputTests : ApiTest
{
    [Fact]
    public async Task A_path_with_a_trailing_slash_is_not_found()
    {
        await Organisation.GetAsync(Path("projects/")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public async Task An_unsupported_method_is_answered_with_the_supported_ones()
    {
        using var answer = await Organisation.PatchAsync(Path("projects"), null);

        Assert.Equal(["GET", "HEAD", "POST"], answer.Content.Headers.Allow.Order());
        await Task.FromResult(answer).RefusedAsync(HttpStatusCode.MethodNotAllowed, "http.method-not-allowed");
    }

    [Theory]
    [InlineData("text/plain", false)]
    [InlineData("application/hal+json", false)]
    [InlineData("application/json; charset=iso-8859-1", false)]
    [InlineData("application/json", true)]
    [InlineData("Application/JSON; charset=\"UTF-8\"", true)]
    public async Task A_body_is_declared_as_JSON_in_UTF_8(string type, bool taken)
    {
        var content = new ByteArrayContent("""{ "code": "A", "name": "B" }"""u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        var answer = Organisation.PostAsync(Path("projects"), content);

        if (taken) await answer.BodyAsync(HttpStatusCode.Created);
        else await answer.RefusedAsync(HttpStatusCode.UnsupportedMediaType, "http.not-json");
    }

    [Theory]
    [InlineData("""{ "code": "A", "code": "B", "name": "C" }""", "twice: /code.")]
    [InlineData("""{ "code": [{ "a/b": 1 }, { "a/b": 1, "a/b": 2 }], "name": "C" }""", "twice: /code/1/a~1b.")]
    [InlineData("""{ "\ud800": "A" }""", "incomplete surrogate pair")]
    [InlineData("""{ "code": "A" """, "line 1, byte 15.")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", "deeper than 32 levels")]
    public async Task Malformed_JSON_is_refused_with_the_place_of_the_fault(string body, string expected)
    {
        var problem = await Organisation.PostAsync(Path("projects"), body).RefusedAsync(HttpStatusCode.BadRequest, "http.malformed-json");

        Assert.Contains(expected, problem.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData((byte)0xFF)]
    [InlineData((byte)0xE9)]
    public async Task Bytes_that_are_no_UTF_8_are_refused(byte sign)
    {
        await World.Stranger.PostAsync("/v1/auth/login", Bytes("{\"email\":\"", sign, "\",\"password\":\"x\"}")).RefusedAsync(HttpStatusCode.BadRequest, "http.malformed-json");
        await Organisation.PostAsync(Path("projects"), Bytes("{\"code\":\"A\",\"name\":\"Caf", sign, "\"}")).RefusedAsync(HttpStatusCode.BadRequest, "http.malformed-json");
    }

    private static ByteArrayContent Bytes(string before, byte sign, string after) =>
        new([.. Encoding.ASCII.GetBytes(before), sign, .. Encoding.ASCII.GetBytes(after)]) { Headers = { ContentType = new("application/json") } };

    [Fact]
    public async Task An_enum_value_has_one_name()
    {
        foreach (var role in (string[])["manager, stakeholder", "Manager", " manager ", "1", ""])
            await Organisation.PostAsync(Path("users"), new { email = "a@people.vemap.test", fullName = "A", role }).InvalidAsync(("/role", "wrong-type"));
    }

    [Fact]
    public async Task At_most_a_hundred_errors_are_listed()
    {
        var problem = await Organisation.PostAsync(Path("projects"), "{" + string.Join(',', Enumerable.Range(0, 150).Select(number => $"\"x{number}\":1")) + "}").RefusedAsync(HttpStatusCode.BadRequest, "common.invalid");

        Assert.Equal(100, problem.GetProperty("errors").GetArrayLength());
        Assert.StartsWith("More than 100", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Forbidden_characters_are_reported_for_every_field()
    {
        await Organisation.PostAsync(Path("projects"), new { code = "A\t1", name = "Br\u0007ug", description = "Eerst\r\ndan\u0007" }).InvalidAsync(("/code", "not-one-line"), ("/name", "control-character"), ("/description", "control-character"));
        await Organisation.PostAsync(Path("projects"), new { code = "\u200B", name = "gpj.\u202Eexe" }).InvalidAsync(("/code", "invisible"), ("/name", "direction-character"));
        await Organisation.PostAsync(Path("projects"), new { code = "A1", name = "Reconstructie Zuiderzeeë\u0308n 👷🏽‍♀️", description = "Eerst\r\n\tdan" }).BodyAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_message_names_a_field_as_the_JSON_does()
    {
        var problem = await World.Stranger.PostAsync("/v1/auth/password-resets/confirmations", new { token = "x", newPassword = "short" }).RefusedAsync(HttpStatusCode.BadRequest, "common.invalid");

        Assert.StartsWith("The length of 'newPassword' must be", problem.GetProperty("errors")[0].GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_malformed_id_in_a_path_is_not_found() =>
        await Organisation.GetAsync(Path("projects/A9")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");

    [Theory]
    [InlineData("projects?status=foo", "active, archived")]
    [InlineData("closures?status=foo", "draft, submitted")]
    [InlineData("closures?from=2027-01-01", "2026-03-29T01:00:00+01:00")]
    [InlineData("projects?limit=5x", "whole number")]
    public async Task A_wrong_value_in_a_query_is_refused_with_the_expected_form(string path, string expected)
    {
        var problem = await Organisation.GetAsync(Path(path)).RefusedAsync(HttpStatusCode.BadRequest, "common.invalid");

        Assert.Contains(expected, problem.GetProperty("errors")[0].GetProperty("message").GetString());
    }

    [Fact]
    public async Task HEAD_answers_as_GET_without_the_body()
    {
        var path = Path($"projects/{await World.ProjectAsync()}");
        using var head = await Organisation.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
        using var missing = await Organisation.SendAsync(new HttpRequestMessage(HttpMethod.Head, Path("projects/A9")));
        using var action = await Organisation.SendAsync(new HttpRequestMessage(HttpMethod.Head, path + "/archivals"));

        Assert.Equal((HttpStatusCode.OK, "\"v1\""), (head.StatusCode, head.Headers.ETag?.Tag));
        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed], [missing.StatusCode, action.StatusCode]);
        foreach (var answer in (HttpResponseMessage[])[head, missing, action]) Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_long_path_is_not_repeated_beyond_what_the_document_says()
    {
        var problem = await Organisation.GetAsync("/v1/" + new string('x', 3000)).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");

        Assert.Equal(2000, problem.GetProperty("instance").GetString()!.Length);
    }

    [Fact]
    public async Task Query_keys_that_an_operation_does_not_have_are_refused_all_at_once()
    {
        await Organisation.GetAsync(Path("closures?stauts=confirmed&Limit=2&cursor=&environmentId=1&mediator=1")).InvalidAsync(("?stauts", "unknown-key"), ("?Limit", "unknown-key"), ("?environmentId", "unknown-key"), ("?mediator", "unknown-key"));
        await Organisation.PostAsync(Path("projects?dryRun=true"), """{ "code": "A", "name": "B" }""").InvalidAsync(("?dryRun", "unknown-key"));
    }

    [Fact]
    public async Task The_character_U_0000_is_refused_in_body_query_and_cursor()
    {
        var project = await World.ProjectAsync();
        await Organisation.PostAsync(Path("projects"), """{ "code": "A\u0000", "name": "B" }""").InvalidAsync(("/code", "control-character"));
        await Organisation.PostAsync(Path($"projects/{project}/members"), """{ "userId": "\u0000" }""", "\"v1\"").InvalidAsync(("/userId", "control-character"));
        await Organisation.GetAsync(Path("closures?text=A%0A")).InvalidAsync(("?text", "control-character"));
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
    public async Task An_unknown_id_and_the_empty_id_are_not_found(string id)
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
    public async Task A_change_without_If_Match_is_refused()
    {
        var project = await World.ProjectAsync();

        await Organisation.ActAsync(HttpMethod.Post, Path($"projects/{project}/archivals"), etag: null).RefusedAsync((HttpStatusCode)428, "common.version-required");
    }

    [Theory]
    [InlineData("\"v9\"")]
    [InlineData("\"v99999999999\"")]
    public async Task A_change_of_another_version_is_refused(string etag)
    {
        var project = await World.ProjectAsync();

        await Organisation.ActAsync(HttpMethod.Post, Path($"projects/{project}/archivals"), etag).RefusedAsync(HttpStatusCode.PreconditionFailed, "common.stale");
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("*")]
    [InlineData("W/v1")]
    [InlineData("\"1\"")]
    [InlineData("\"v01\"")]
    [InlineData("\"v1\", \"v2\"")]
    public async Task A_value_that_is_not_an_ETag_of_this_API_is_not_treated_as_an_old_version(string etag)
    {
        var project = await World.ProjectAsync();

        var problem = await Organisation.ActAsync(HttpMethod.Post, Path($"projects/{project}/archivals"), etag).RefusedAsync(HttpStatusCode.BadRequest, "http.wrong-if-match");

        Assert.Contains("\"v3\"", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_weak_ETag_of_the_current_version_is_accepted()
    {
        var archivals = Path($"projects/{await World.ProjectAsync()}/archivals");

        await Organisation.ActAsync(HttpMethod.Post, archivals, "W/\"v2\"").RefusedAsync(HttpStatusCode.PreconditionFailed, "common.stale");
        await Organisation.ActAsync(HttpMethod.Post, archivals, "W/\"v1\"").BodyAsync();
    }

    [Fact]
    public async Task An_Idempotency_Key_is_refused_while_it_is_not_supported()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path("projects")) { Content = System.Net.Http.Json.JsonContent.Create(new { code = "A", name = "B" }) };
        request.Headers.Add("Idempotency-Key", "1");

        await Organisation.SendAsync(request).RefusedAsync(HttpStatusCode.BadRequest, "http.idempotency-key-not-supported");
    }

    [Theory]
    [InlineData("projects/{0}%20")]
    [InlineData("projects/%20{0}")]
    [InlineData("projects/%7B{0}%7D")]
    [InlineData("projects/{0}%0A")]
    public async Task An_id_in_a_path_has_one_form(string path)
    {
        var project = await World.ProjectAsync();

        await Organisation.GetAsync(Path(string.Format(path, project))).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Organisation.GetAsync($"/v1/client-environments/{World.Environment}%20/projects").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Theory]
    [InlineData("N")]
    [InlineData("B")]
    [InlineData("P")]
    public async Task An_id_in_a_query_has_one_form(string form)
    {
        var id = World.OrganisationId.Value;

        await Organisation.GetAsync(Path($"audit-entries?objectId={id.ToString(form)}")).InvalidAsync(("?objectId", "wrong-form"));
        await Organisation.GetAsync(Path($"audit-entries?objectId=%20{id}")).InvalidAsync(("?objectId", "wrong-form"));
        await Organisation.GetAsync(Path($"audit-entries?actorId={id.ToString(form)}")).InvalidAsync(("?actorId", "wrong-form"));
        await Organisation.GetAsync(Path($"audit-entries?actorId={id}%20")).InvalidAsync(("?actorId", "wrong-form"));
        await Organisation.GetAsync(Path($"audit-entries?objectId={id}&actorId={id}")).BodyAsync();
    }

    [Theory]
    [InlineData("get")]
    [InlineData("Get")]
    [InlineData("head")]
    public async Task A_method_is_written_in_capitals(string method)
    {
        await using var host = await TestHost.StartAsync();
        host.UseKestrel(0);
        using var connection = await RawConnection.OpenAsync(host);

        await connection.SendAsync($"{method} /health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        await connection.RefusedAsync(HttpStatusCode.BadRequest, "http.unknown-method");
    }

    [Fact]
    public async Task A_body_is_refused_where_the_operation_takes_none()
    {
        var archivals = Path($"projects/{await World.ProjectAsync()}/archivals");

        await Organisation.PostAsync(archivals, new { x = 1 }, "\"v1\"").RefusedAsync(HttpStatusCode.BadRequest, "http.body-not-wanted");
        await Organisation.PostAsync(archivals, "{}        1", "\"v1\"").RefusedAsync(HttpStatusCode.BadRequest, "http.body-not-wanted");
        await Organisation.SendAsync(Chunked(archivals, "x")).RefusedAsync(HttpStatusCode.BadRequest, "http.body-not-wanted");
        await Organisation.SendAsync(Chunked(archivals, "")).BodyAsync();
        await Organisation.PostAsync(Path($"projects/{await World.ProjectAsync("B7")}/archivals"), "{}", "\"v1\"").BodyAsync();
    }

    private static HttpRequestMessage Chunked(string path, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(body))) };
        request.Content.Headers.ContentLength = null;
        request.Headers.TransferEncodingChunked = true;
        request.Headers.TryAddWithoutValidation("If-Match", "\"v1\"");
        return request;
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
