using System.Diagnostics;
using System.Text;
using Vemap.Domain.Common;
using Vemap.Web.Http;

namespace Vemap.Integration.Ground;

/// <summary>A body cannot cost the service much more than its length, nor keep others waiting.</summary>
public sealed class HostileBodyTests : ApiTest
{
    private const string LogIn = "POST /v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nConnection: close\r\n";

    // Far more than any of these bodies takes, and far less than work that grows with the square of the length.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(2);

    public static TheoryData<string, string> Bodies => new()
    {
        { "nested arrays", Repeat("[", 900_000) },
        { "nested objects", Repeat("{\"a\":", 180_000) },
        { "nested arrays behind much valid text", "[" + Repeat("1,", 400_000) + Repeat("[", 50_000) },
        { "closed nested arrays", Repeat("[", 450_000) + Repeat("]", 450_000) },
        { "a duplicate below a long name", "{\"" + new string('x', 500_000) + "\":[" + Repeat("{},", 130_000) + "{\"a\":1,\"a\":1}]}" },
        { "many duplicates", "{" + Repeat("\"a\":1,", 150_000) + "\"a\":1}" },
        { "many unknown properties", "{" + string.Join(',', Enumerable.Range(0, 70_000).Select(number => $"\"x{number}\":1")) + "}" },
        { "many values", "[" + Repeat("1,", 450_000) + "1]" },
        { "a long number", "{\"code\":" + new string('9', 900_000) + "}" },
        { "many escapes", "{\"code\":\"" + Repeat("\\u0041", 150_000) + "\"}" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_refused_body_costs_little_whatever_it_holds(string kind, string body)
    {
        var start = Stopwatch.GetTimestamp();

        using var answer = await Organisation.PostAsync(Path("projects"), body);

        Assert.Equal((kind, HttpStatusCode.BadRequest), (kind, answer.StatusCode));
        Assert.True(Stopwatch.GetElapsedTime(start) < Bound, $"{kind}: {Stopwatch.GetElapsedTime(start)}");
    }

    [Fact]
    public void Refusing_nested_JSON_takes_no_longer_for_a_longer_body()
    {
        var (small, large) = (Encoding.ASCII.GetBytes(Repeat("[", 10_000)), Encoding.ASCII.GetBytes(Repeat("[", 1_000_000)));

        // A hundred times the length may take ten times as long, since the bytes must be valid UTF-8; a second parse would take thousands of times as long.
        Assert.True(Fastest(large) < (10 * Fastest(small)) + TimeSpan.FromMilliseconds(5));
    }

    [Fact]
    public async Task Slow_bodies_do_not_keep_others_from_logging_in()
    {
        await using var host = await TestHost.StartAsync();
        host.UseKestrel(0);
        var person = await Person.JoinAsync(await World.CreateAsync(host));
        var slow = new List<RawConnection>();
        for (var number = 0; number < 70; number++) slow.Add(await HalfSentAsync(host));

        await person.LogInAsync();

        await slow[0].RefusedAsync(HttpStatusCode.RequestTimeout, "http.request-timeout");
        foreach (var connection in slow) connection.Dispose();
    }

    [Fact]
    public async Task Without_an_access_token_a_body_is_small()
    {
        var body = $$"""{ "email": "{{new string('x', 16 * 1024)}}", "password": "x" }""";

        await World.Stranger.PostAsync("/v1/auth/login", body).RefusedAsync(HttpStatusCode.RequestEntityTooLarge, "http.too-large");
    }

    [Theory]
    [InlineData("FFFFFFFFFFFFFFFFFF\r\n")]
    [InlineData("99999999\r\n")]
    [InlineData("not-a-size\r\n")]
    [InlineData("2\r\n{}broken\r\n")]
    [InlineData("2\r\n{}\r\n0\r\nno trailer\r\n\r\n")]
    public async Task Broken_chunks_are_a_bad_request(string chunks)
    {
        await using var host = await TestHost.StartAsync();
        host.UseKestrel(0);
        using var connection = await RawConnection.OpenAsync(host);

        await connection.SendAsync($"{LogIn}Transfer-Encoding: chunked\r\n\r\n{chunks}");

        var (status, headers, body) = await connection.AnswerAsync();
        Assert.True(status is 400 or 413, $"{status}: {body}");
        Assert.Contains("application/problem+json", headers);
    }

    [Fact]
    public async Task Work_stops_when_the_client_has_gone()
    {
        var project = await World.ProjectAsync();
        await using var held = await Standstill.OfAsync(World.Host.Database, "projects", project.Value);
        using var gone = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, Path($"projects/{project}/archivals")) { Headers = { { "If-Match", "\"v1\"" } } };
        var archive = Organisation.SendAsync(request, gone.Token);
        await held.ReachedByAsync(archive);

        await gone.CancelAsync();

        await held.LeftByAllAsync();
    }

    // The server says "100 Continue" when it begins to read the body.
    private static async Task<RawConnection> HalfSentAsync(TestHost host)
    {
        var connection = await RawConnection.OpenAsync(host);
        await connection.SendAsync($"{LogIn}Content-Length: 5000\r\nExpect: 100-continue\r\n\r\n");
        await connection.UntilAsync("100 Continue\r\n\r\n");
        await connection.SendAsync("{ \"email\": ");
        return connection;
    }

    private static TimeSpan Fastest(byte[] text) => Enumerable.Range(0, 20).Min(_ =>
    {
        var start = Stopwatch.GetTimestamp();
        Assert.Equal("http.malformed-json", Assert.Throws<ProblemException>(() => JsonText.Parse(text)).Code);
        return Stopwatch.GetElapsedTime(start);
    });

    private static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();
}
