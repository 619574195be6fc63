using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Options;

namespace Vemap.Integration.Ground;

/// <summary>Whose address counts, in the audit log and for limits.</summary>
public sealed class ClientAddressTests
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("198.51.100.1, 203.0.113.7", "203.0.113.7")]
    [InlineData("203.0.113.7, 127.0.0.9", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8::7", "2001:db8::7")]
    [InlineData("nonsense", "127.0.0.1")]
    public async Task Behind_a_trusted_proxy_the_forwarded_address_counts(string forwarded, string origin)
    {
        await using var host = await TestHost.StartAsync(configure: builder => builder.UseSetting("Proxy:Trusted:0", "127.0.0.0/8"));

        Assert.Equal(origin, await OriginAsync(host, forwarded));
    }

    [Fact]
    public async Task Nobody_else_chooses_their_own_address()
    {
        await using var untrusting = await TestHost.StartAsync();
        await using var other = await TestHost.StartAsync(configure: builder => builder.UseSetting("Proxy:Trusted:0", "10.0.0.1"));

        Assert.Equal("127.0.0.1", await OriginAsync(untrusting, "203.0.113.7"));
        Assert.Equal("127.0.0.1", await OriginAsync(other, "203.0.113.7"));
    }

    [Fact]
    public async Task A_limit_counts_an_IPv4_address_or_an_IPv6_network_of_64_bits()
    {
        await using var host = await TestHost.StartAsync(configure: builder =>
            builder.UseSetting("Proxy:Trusted:0", "127.0.0.1").UseSetting("Identity:AttemptsPerMinute", "1"));
        host.UseKestrel(0);

        await LogInAsync(host, "2001:db8:1:2::1").InvalidAsync(("/email", "missing"), ("/password", "missing"));
        await LogInAsync(host, "2001:db8:1:2:3:4:5:6").RefusedAsync(HttpStatusCode.TooManyRequests, "http.too-many-requests");
        await LogInAsync(host, "2001:db8:1:3::1").InvalidAsync(("/email", "missing"), ("/password", "missing"));
        await LogInAsync(host, "203.0.113.7").InvalidAsync(("/email", "missing"), ("/password", "missing"));
        await LogInAsync(host, "::ffff:203.0.113.7").RefusedAsync(HttpStatusCode.TooManyRequests, "http.too-many-requests");
    }

    [Fact]
    public async Task One_address_cannot_take_the_turns_of_all_log_ins()
    {
        await using var host = await TestHost.StartAsync(configure: builder =>
            builder.UseSetting("Proxy:Trusted:0", "127.0.0.1").UseSetting("Identity:AttemptsAtOnce", "4"));
        host.UseKestrel(0);
        var world = await World.CreateAsync(host);
        var (blocked, other) = (await Person.JoinAsync(world), await Person.JoinAsync(world));
        await using var held = await Standstill.OfAsync(host.Database, "users", Guid.Parse(blocked.UserId));
        var waiting = Enumerable.Range(0, 5).Select(_ => LogInAsync(host, "203.0.113.7", Credentials(blocked))).ToList();
        await held.ReachedByAsync(waiting[0]);

        await LogInAsync(host, "203.0.113.8", Credentials(other)).BodyAsync();

        await held.EndAsync();
        foreach (var answer in waiting) await answer.BodyAsync();
    }

    [Theory]
    [InlineData("Proxy:Trusted:0", "everybody")]
    [InlineData("Proxy:Trusted:0", "10.0.0.0/99")]
    [InlineData("Limits:RequestsPerMinute", "0")]
    [InlineData("Limits:InvitationsPerHour", "-1")]
    [InlineData("Identity:AttemptsAtOnce", "0")]
    public async Task A_setting_that_makes_no_sense_is_refused_at_the_start(string name, string value)
    {
        await using var host = await TestHost.StartAsync(configure: builder => builder.UseSetting(name, value));

        Assert.Throws<OptionsValidationException>(() => host.CreateClient());
    }

    private static async Task<string> OriginAsync(TestHost host, string forwarded)
    {
        host.UseKestrel(0);
        var world = await World.CreateAsync(host);
        world.Organisation.DefaultRequestHeaders.TryAddWithoutValidation("X-Forwarded-For", forwarded);
        var project = await world.Organisation.PostAsync(world.Path("projects"), new { code = "A", name = "B" }).BodyAsync(HttpStatusCode.Created);
        var entries = await world.Organisation.GetAsync(world.Path($"audit-entries?objectId={project.Id()}")).BodyAsync();
        return entries.GetProperty("items")[0].GetProperty("origin").GetString()!;
    }

    private static object Credentials(Person person) => new { email = person.Email, password = Person.Password };

    private static Task<HttpResponseMessage> LogInAsync(TestHost host, string forwarded, object? body = null)
    {
        var client = host.CreateClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation("X-Forwarded-For", forwarded);
        return client.PostAsync("/v1/auth/login", body ?? "{}");
    }
}
