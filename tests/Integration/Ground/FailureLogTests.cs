using Vemap.Web.Hosting;

namespace Vemap.Integration.Ground;

/// <summary>A failure is logged with its stack frames and SQLSTATE and without the data in its messages; an ordinary refusal has no stack trace.</summary>
public sealed class FailureLogTests : IAsyncLifetime
{
    private const string Sentinel = "sentinel-in-a-message";

    // Fails as a driver does that puts the value into its message.
    private const string Break = $"""
        create function break() returns trigger language plpgsql as $$
        begin raise exception '{Sentinel} %', new.name using errcode = '22P02'; end $$;
        create trigger break before insert on projects for each row when (new.code = 'BROKEN') execute function break();
        """;

    private TestHost host = null!;
    private World world = null!;

    public async Task InitializeAsync()
    {
        var database = await TestDatabase.OwnAsync("failures");
        host = await TestHost.StartAsync(database: database);
        world = await World.CreateAsync(host);
        await database.RunAsync(Break);
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task A_failed_request_is_logged_with_frames_and_SQLSTATE_and_without_its_message()
    {
        await world.Organisation.PostAsync(world.Path("projects"), new { code = "BROKEN", name = Sentinel }).RefusedAsync(HttpStatusCode.InternalServerError, "http.failed");

        var failures = host.Logs.All.Where(line => line.StartsWith("Error", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(failures);
        Assert.All(failures, line =>
        {
            Assert.Contains("Npgsql.PostgresException (22P02)", line);
            Assert.Contains("   at Vemap.Infrastructure.Postgres.UnitOfWork", line);
        });
        Assert.DoesNotContain(host.Logs.All, line => line.Contains(Sentinel, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failed_step_of_background_work_is_logged_in_the_same_way()
    {
        var logs = new LogLines();
        using var loop = new BrokenLoop(logs);

        await loop.StartAsync(CancellationToken.None);
        await logs.UntilAsync("System.FormatException");
        await loop.StopAsync(CancellationToken.None);

        Assert.Contains(logs.All, line => line.Contains(nameof(BrokenLoop), StringComparison.Ordinal) && line.Contains("   at ", StringComparison.Ordinal));
        Assert.DoesNotContain(logs.All, line => line.Contains(Sentinel, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refusal_has_no_stack_trace_in_the_log()
    {
        await world.ProjectAsync("TAKEN");

        await world.Organisation.PostAsync(world.Path("projects"), new { code = "TAKEN", name = "Again" }).BodyAsync(HttpStatusCode.Conflict);
        await world.Organisation.GetAsync(world.Path($"projects/{Guid.CreateVersion7()}")).BodyAsync(HttpStatusCode.NotFound);
        await world.Organisation.PostAsync(world.Path("projects"), "{").BodyAsync(HttpStatusCode.BadRequest);

        Assert.Contains(host.Logs.All, line => line.Contains("projects.code-taken", StringComparison.Ordinal));
        Assert.DoesNotContain(host.Logs.All, line => line.Contains("   at ", StringComparison.Ordinal));
    }

    private sealed class BrokenLoop(LogLines logs) : BackgroundLoop(TimeSpan.FromHours(1), TimeProvider.System, logs)
    {
        public override Task<int> StepAsync(CancellationToken cancellationToken) => throw new FormatException(Sentinel);
    }
}
