using System.Net.Http.Headers;
using Npgsql;
using Vemap.Integration.Files;

namespace Vemap.Integration.Ground;

/// <summary>Refusals by the database, the server or the store rather than by a feature.</summary>
public sealed class RefusalTests : LogosTest
{
    /// <summary>The database fails with the SQL state that a project of this environment is named after.</summary>
    [Theory]
    [InlineData("23505", HttpStatusCode.Conflict, "common.duplicate")]
    [InlineData("40001", HttpStatusCode.ServiceUnavailable, "common.busy")]
    [InlineData("57P01", HttpStatusCode.ServiceUnavailable, "http.unavailable")]
    [InlineData("XX000", HttpStatusCode.InternalServerError, "http.failed")]
    public async Task A_refusal_by_the_database_has_a_code_and_does_not_show_its_message(string state, HttpStatusCode status, string code)
    {
        await RefuseAsync();

        var problem = await Organisation.PostAsync(Path("projects"), new { code = "A9", name = state }).RefusedAsync(status, code);

        Assert.DoesNotContain("secret", problem.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, (await Organisation.GetAsync(Path("projects")).BodyAsync()).GetProperty("items").GetArrayLength());
    }

    [Theory]
    [MemberData(nameof(ProblemFormTests.AcceptHeaders), MemberType = typeof(ProblemFormTests))]
    public async Task A_failure_is_problem_json_whatever_the_client_accepts(string accept)
    {
        await RefuseAsync();
        Organisation.DefaultRequestHeaders.TryAddWithoutValidation("Accept", accept);

        await Organisation.PostAsync(Path("projects"), new { code = "A9", name = "XX000" }).RefusedAsync(HttpStatusCode.InternalServerError, "http.failed");
        await Organisation.PostAsync(Path("projects"), new { code = "A9", name = "57P01" }).RefusedAsync(HttpStatusCode.ServiceUnavailable, "http.unavailable");
    }

    [Fact]
    public async Task An_ordinary_conflict_writes_no_stack_trace_into_the_log()
    {
        await using var host = await TestHost.StartAsync();
        var world = await World.CreateAsync(host);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => world.Organisation.PostAsync(world.Path("projects"), new { code = "A9", name = "Brug" })));

        Assert.Equal(19, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
        Assert.DoesNotContain(host.Logs.All, line => line.Contains("   at ", StringComparison.Ordinal) || line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_body_of_more_than_a_mebibyte_is_too_large()
    {
        // The limit is the real server's.
        await using var host = await TestHost.StartAsync();
        host.UseKestrel(0);
        var world = await World.CreateAsync(host);

        await SendAsync(world, 1024 * 1024).RefusedAsync(HttpStatusCode.RequestEntityTooLarge, "http.too-large");
        await SendAsync(world, 1_000_000).InvalidAsync(("/name", "maximum-length"));
    }

    [Fact]
    public async Task A_range_beyond_the_end_of_a_file_is_refused()
    {
        var (logo, _) = await UploadAsync();
        var link = await Organisation.GetAsync($"{Logos}/{logo}/download").BodyAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, link.GetProperty("url").GetString()) { Headers = { Range = new RangeHeaderValue(1_000_000, null) } };

        await World.Stranger.SendAsync(request).RefusedAsync(HttpStatusCode.RequestedRangeNotSatisfiable, "http.bad-request");
    }

    // Asks before it sends, since the server answers and closes the connection.
    private static async Task<HttpResponseMessage> SendAsync(World world, int size)
    {
        var body = new StringContent($$"""{ "code": "A9", "name": "{{new string('x', size)}}" }""", System.Text.Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, world.Path("projects")) { Content = body, Headers = { ExpectContinue = true } };
        return await world.Organisation.SendAsync(request);
    }

    private async Task RefuseAsync()
    {
        var name = $"refuse_{World.Environment.Value:N}";
        await using var connection = new NpgsqlConnection((await TestDatabase.Shared).As("superuser"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"""
            create function {name}() returns trigger language plpgsql as $$ begin raise exception 'secret words' using errcode = new.name; end $$;
            grant execute on function {name}() to public;
            create trigger {name} before insert on projects for each row when (new.client_environment_id = '{World.Environment}') execute function {name}();
            """, connection);
        await command.ExecuteNonQueryAsync();
    }
}
