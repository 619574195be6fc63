using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Vemap.Infrastructure.Telemetry;

namespace Vemap.Integration.Ground;

/// <summary>Log files are limited in size, number and age, and their lines hold what may be logged.</summary>
public sealed partial class RotatingFileTests : IDisposable
{
    private static readonly byte[] Line = Encoding.UTF8.GetBytes(new string('x', 99_999) + '\n');
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("vemap-log-");
    private readonly TestClock clock = TestClock.FromNow();

    private string File => Path.Combine(folder.FullName, "web.log");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_full_file_is_followed_by_another_and_the_number_of_earlier_ones_is_limited()
    {
        using var file = new RotatingFile(File, new LogOptions { MaxMegabytes = 1, KeepFiles = 2 }, clock);

        // Ten lines a file.
        for (var line = 0; line < 55; line++) file.Write(Line);

        Assert.Equal(["web.log", "web.log.1", "web.log.2"], Files());
        Assert.Equal(5 * Line.Length, new FileInfo(File).Length);
        Assert.Equal(10 * Line.Length, new FileInfo($"{File}.1").Length);
    }

    [Fact]
    public void Each_day_has_a_file_of_its_own_and_old_ones_are_deleted()
    {
        using var file = new RotatingFile(File, new LogOptions { KeepDays = 3 }, clock);
        for (var day = 0; day < 9; day++)
        {
            file.Write(Line);
            System.IO.File.SetLastWriteTimeUtc(File, clock.GetUtcNow().UtcDateTime);
            clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(["web.log", "web.log.1", "web.log.2", "web.log.3"], Files());
    }

    [Fact]
    public void A_file_of_an_earlier_day_is_not_continued_after_a_restart()
    {
        System.IO.File.WriteAllText(File, "yesterday\n");
        System.IO.File.SetLastWriteTimeUtc(File, clock.GetUtcNow().UtcDateTime.AddDays(-1));

        using (var file = new RotatingFile(File, new LogOptions(), clock)) file.Write(Line);

        Assert.Equal("yesterday\n", System.IO.File.ReadAllText($"{File}.1"));
    }

    [Fact]
    public void A_disk_that_cannot_be_written_to_costs_the_line_only()
    {
        System.IO.File.WriteAllText(Path.Combine(folder.FullName, "file"), "");
        using var file = new RotatingFile(Path.Combine(folder.FullName, "file", "web.log"), new LogOptions(), clock);

        file.Write(Line);

        Assert.Equal(["file"], Files());
    }

    [Fact]
    public async Task A_line_is_JSON_with_the_values_of_its_message_and_the_failure_without_its_message()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Log:File", File)]).Build();
        var services = new ServiceCollection().AddSingleton<TimeProvider>(clock).AddLogging(logging => logging.AddLogLines(configuration));
        await using (var provider = services.BuildServiceProvider())
        {
            var log = provider.GetRequiredService<ILoggerFactory>().CreateLogger("Test");
            Failed(log, new FormatException("sentinel"), 3, "é");
        }

        var line = JsonDocument.Parse(Assert.Single(await System.IO.File.ReadAllLinesAsync(File))).RootElement;
        string[] texts = [.. new[] { "LogLevel", "Category", "Message", "Exception" }.Select(name => line.GetProperty(name).GetString()!)];
        Assert.Equal(["Error", "Test", "3 mails of é failed", "System.FormatException"], texts);
        Assert.Equal(clock.GetUtcNow(), line.GetProperty("Timestamp").GetDateTimeOffset());
        Assert.Equal(3, line.GetProperty("State").GetProperty("Mails").GetInt32());
    }

    [LoggerMessage(1, LogLevel.Error, "{Mails} mails of {Environment} failed")]
    private static partial void Failed(ILogger log, Exception exception, int mails, string environment);

    private IEnumerable<string> Files() => folder.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal);
}
