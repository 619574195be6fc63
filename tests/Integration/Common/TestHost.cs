using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Vemap.Infrastructure.Telemetry;

namespace Vemap.Integration.Common;

/// <summary>The whole API in this process, on the run's database. Shared by all tests but those that move time or change settings.</summary>
public sealed class TestHost : WebApplicationFactory<Program>
{
    private static readonly Lazy<Task<TestHost>> Instance = new(() => StartAsync());
    private readonly Action<IWebHostBuilder>? configure;

    private TestHost(TestDatabase database, TimeProvider clock, Action<IWebHostBuilder>? configure)
    {
        Database = database;
        this.configure = configure;
        Clock = clock;
        // The shared host lives as long as the run.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder, recursive: true);
    }

    public static Task<TestHost> Shared => Instance.Value;

    public TimeProvider Clock { get; }

    public TestDatabase Database { get; }

    /// <summary>Every line that this host logs.</summary>
    public LogLines Logs { get; } = new();

    /// <summary>A folder of this host's own, for what the product keeps on disk.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("vemap-test-").FullName;

    // Hosts share the database, and so the key that its signing keys are wrapped with.
    private static string Keys { get; } = Directory.CreateTempSubdirectory("vemap-test-keys-").FullName;

    /// <summary>A host of a test's own: with a clock that the test moves, other settings, or a database of its own.</summary>
    public static async Task<TestHost> StartAsync(TimeProvider? clock = null, Action<IWebHostBuilder>? configure = null, TestDatabase? database = null) =>
        new(database ?? await TestDatabase.Shared, clock ?? TimeProvider.System, configure);

    /// <summary>Whatever comes back is held against the OpenAPI document.</summary>
    public new HttpClient CreateClient() => CreateDefaultClient(new DocumentedAnswers(), new CookieContainerHandler());

    /// <summary>One that brings its cookies itself.</summary>
    public HttpClient CreateClientWithoutCookies() => CreateDefaultClient(new DocumentedAnswers());

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Testing");
        builder.UseSetting("Vemap:Mode", "local");
        // Tests take the steps of background work themselves.
        builder.UseSetting("Vemap:BackgroundWork", "false");
        builder.UseSetting("ConnectionStrings:Application", Database.As("application"));
        builder.UseSetting("ConnectionStrings:Worker", Database.As("worker"));
        builder.UseSetting("ConnectionStrings:Mail", Database.As("mail"));
        builder.UseSetting("Store:Folder", Path.Combine(Folder, "files"));
        builder.UseSetting("Store:KeyFile", Path.Combine(Keys, "master.key"));
        builder.UseSetting("MessageStore:Folder", Path.Combine(Folder, "messages"));
        // All tests come from one address.
        builder.UseSetting("Identity:AttemptsPerMinute", "100000");
        builder.UseSetting("Limits:RequestsPerMinute", "1000000");
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Logs));
        builder.ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton(Clock)));
        builder.ConfigureServices(services => services.AddAuthentication("Test").AddScheme<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions, TestTokens>("Test",
            // Auth's own tests bring real access tokens.
            options => options.ForwardDefaultSelector = context => context.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.Ordinal) ? "Bearer" : null));
        configure?.Invoke(builder);
    }
}

/// <summary>A clock that stands still until a test moves it.</summary>
public sealed class TestClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset now = start;

    public static TestClock FromNow() => new(System.GetUtcNow());

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan time) => now += time;
}

/// <summary>Keeps what is logged, so that a test can look for what must not be there.</summary>
public sealed class LogLines : ILoggerProvider, ILogger
{
    // What lasts longer than this does not come.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> lines = new();
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, TaskCompletionSource> awaited = new();

    public IReadOnlyCollection<string> All => lines;

    /// <summary>Until a line with this text is logged, or at once when one was.</summary>
    public Task UntilAsync(string text)
    {
        var logged = awaited.GetOrAdd(text, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        // Whoever logs now finds who waits; what was logged before is here.
        if (lines.Any(line => line.Contains(text, StringComparison.Ordinal))) logged.TrySetResult();
        return logged.Task.WaitAsync(Patience);
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        // As the programs write it.
        var line = $"{logLevel}: {formatter(state, exception)} {(exception is null ? "" : FailureText.Of(exception))}";
        lines.Enqueue(line);
        foreach (var (text, logged) in awaited)
        {
            if (line.Contains(text, StringComparison.Ordinal)) logged.TrySetResult();
        }
    }

    public void Dispose()
    {
    }
}
